"""Writes the list of common words that the package carries, from wordfreq.

wordfreq's data weigh 57 MB and take half a second to load, too much for a check that runs while an
author types; the list is all of it that the checks need. A test compares the two.

Run it after an upgrade of wordfreq: `python tests/word_list.py`.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.metadata import version
from pathlib import Path

import wordfreq

from plainleaf.text import vocabulary

LIST = Path(vocabulary.__file__).with_name(vocabulary.LIST)

_HEAD = f"""\
# Common English words with their frequency on the Zipf scale, the commonest first: a word at 6.0
# stands once in a thousand words, at 3.0 once in a million. Rarer ones are left out. The last line
# repeats those that are medical by their ending.
# Made by tests/word_list.py from wordfreq {version("wordfreq")} by Robyn Speer. Its data are under
# CC BY-SA 4.0, and so is this list; NOTICE.md names the sources.
"""


def made() -> str:
    """The list, as wordfreq has it."""
    bands: dict[float, list[str]] = defaultdict(list)
    for word, frequency in wordfreq.get_frequency_dict("en").items():
        if not (word.isascii() and word.replace("'", "").isalpha()):
            continue
        # Asking for a word takes long, and says the same but rounded where it is letters alone.
        if word.isalpha() and wordfreq.freq_to_zipf(frequency) < vocabulary.LEAST - 0.1:
            continue
        zipf = wordfreq.zipf_frequency(word, "en")
        if zipf >= vocabulary.LEAST:
            bands[int(zipf * 10) / 10].append(word)
    lines = [f"{zipf:.1f} {' '.join(sorted(bands[zipf]))}" for zipf in sorted(bands, reverse=True)]
    medical = (
        word
        for zipf, words in bands.items()
        for word in words
        if vocabulary.looks_medical(word, zipf)
    )
    lines.append(f"{vocabulary.MEDICAL} {' '.join(sorted(medical))}")
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    LIST.write_text(made(), encoding="utf-8", newline="\n")
