"""Asks in a terminal what a reviewer said: on paper, on the phone, beside the one who types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from plainleaf.reviewing.pack_form import SIGNED, Form, FormAnswer, FormItem, Tick
from plainleaf.reviewing.review_pack import Pack
from plainleaf.reviewing.review_record import RecordError

_KEYS: Final[Mapping[str, Tick]] = {"a": "agree", "c": "change", "n": "skip"}
_QUESTIONS: Final[Mapping[str, str]] = {
    "name": "Full name",
    "profession": "Profession and field",
    "date": "Date, as 2027-01-31",
}


def ask(
    pack: Pack, texts: Mapping[str, str], answer: Callable[[str], str], say: Callable[[str], None]
) -> Form:
    """Ask what a reviewer said of a pack; returns it as a filled form.

    Args:
        pack: what its role is asked about its page now.
        texts: the words of each point, by its name in the pack.
        answer: shows a question and returns what is typed.
        say: shows a line.

    Raises:
        RecordError: the pack was made for another text.
        EOFError: the user ended the input.
    """
    say(f"{pack.id.src}{f', as {pack.id.role}' if pack.id.role else ''}. Stop with Ctrl+C.")
    code = answer("The code of the pack, at the foot of each side; Enter where there is no pack: ")
    known = pack.asked
    if code.strip() and code.strip().casefold() != pack.code:
        known = _same_codes(pack, answer, say)
    say("Type a for agree, c for please change, n for not my field; Enter where nothing is marked.")
    said = tuple(_said(one, texts, answer, say) for one in known)
    signed = {name: answer(f"{_QUESTIONS[name]}: ").strip() for name in SIGNED}
    return Form(pack.id, said, signed)


def _same_codes(
    pack: Pack, answer: Callable[[str], str], say: Callable[[str], None]
) -> tuple[FormItem, ...]:
    """What of an older pack is still the same; its codes stand behind each section."""
    say("That is another pack. Type the code behind each section to see which have changed.")
    changed = []
    for one in pack.asked:
        if one.is_point:
            continue
        if answer(f"Code of {one.label}: ").strip().casefold() != one.code:
            changed.append(one.label)
    if changed:
        names = ", ".join(f'"{one}"' for one in changed)
        raise RecordError(
            f"the text has changed since that pack was printed: {names}. Nothing was recorded. "
            "Send a new pack."
        )
    say("No section has changed; the points have, and are left out: read them in a new pack.")
    return tuple(one for one in pack.asked if not one.is_point)


def _said(
    one: FormItem,
    texts: Mapping[str, str],
    answer: Callable[[str], str],
    say: Callable[[str], None],
) -> FormAnswer:
    if one.is_point:
        say(f"{one.label}: {texts[one.name]}")
    while True:
        typed = answer(f"{one.label} [a/c/n]: ").strip().casefold()
        if typed in _KEYS or not typed:
            break
        say("Type a, c, n, or nothing.")
    given = _KEYS.get(typed)
    words = answer("  What should change, or why: ").strip() if given == "change" else ""
    return FormAnswer(one, (given,) if given else (), words)
