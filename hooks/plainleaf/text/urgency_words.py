"""The words by which English tells somebody how soon, or where, to get help: data, with reasons.

`plainleaf.text.urgency` says how they work together. Each row is a small pattern, matched in any
case and as whole words; a space stands for any space or hyphen. A row that is too wide makes
authors link or list a sentence; a row that is missing lets one pass that sends somebody the wrong
way. So a doubt is decided for the wider row, and tests/golden/urgency holds what must be found and
what not.
"""

from __future__ import annotations

from typing import Final, NamedTuple

NOW: Final = frozenset(("emergency",))
SOON: Final = frozenset(("emergency", "urgent"))
TODAY: Final = frozenset(("urgent",))
CAN_WAIT: Final = frozenset(("non-urgent",))
ANY: Final = frozenset(("emergency", "urgent", "non-urgent"))


class UrgencyWords(NamedTuple):
    """Some words of one kind."""

    pattern: str
    """What is looked for."""
    levels: frozenset[str]
    """The levels of the cards that may say so; empty for words that say nothing alone."""
    why: str
    """Why they are here."""


_COUNT: Final = r"(?:an|one|the|a few|a couple of|some|two|three|four|six|eight|twelve|\d+)"
_WHOSE: Final = r"(?:the|a|an|your|our|their|his|her|any|some|another)"
_WHOM: Final = (
    rf"(?:us|them|him|her|me|in|for|if|when|ahead|back|first|team|somebody|someone|anyone|{_WHOSE}"
    r"|doctors?|nurses?|help|gp|nhs)"
)
_CARE: Final = r"(?:help|care|attention|treatment|advice|assistance|support)"
_SEEN: Final = (
    r"(?:seen|checked|examined|looked at|looked after|treated|assessed|scanned|reviewed|admitted"
    r"|tested|counted|screened|evaluated|operated on|called|phoned|told|informed|reached)"
)
_TEST: Final = (
    r"(?:appointments?|blood (?:counts?|tests?)|scans?|mri|check|check up|x ray|visits?|review)"
)
_TO: Final = r"(?:to|for|at|back to|towards?)"
_PLACE: Final = (
    r"(?:hospitals?|casualty|(?:\w+ ){0,2}(?:wards?|clinics?|units?|cent(?:er|re)s?|rooms?)|doctor"
    r"|gp|surgery|triage(?: desk)?|front desk|reception)\b"
)
"""Where help is, as pages for patients call it."""
_HOSPITAL: Final = rf"{_TO} (?:{_WHOSE} )?(?:(?:nearest|local|closest|next|big) )*hospitals?"

_TOLD: Final = (
    r"(?:^|(?<=[,;:.!?–—(]\s)|(?<=[,;:.!?–—(])|\b(?:and|then|or|so|to|must|should|please|always|just"
    r"|better) )"
)
"""Where a verb is an order: at a beginning, or after a word such as “must”."""
_ORDER: Final = r"(?:^|(?<=[,;:.!?–—(]\s)|\b(?:and|then|please|just) )"
"""The same, but for what may belong to a noun or a question: “whom to call”."""

NUMBERS: Final = {
    **dict.fromkeys(("911", "999", "112", "000", "995", "997", "998", "108", "119", "120"), NOW),
    **dict.fromkeys(("110", "118", "122", "144", "190", "192", "193", "103", "102"), NOW),
    **dict.fromkeys(("111", "811", "1177", "116117", "101"), SOON),
}
"""Numbers that are dialed for help somewhere in the world: a page must not name one of another
country, whether the site prints it or not."""

ALONE: Final = (
    UrgencyWords(r"ambulances?|paramedics?", NOW, "Whoever comes is called at once."),
    UrgencyWords(
        r"emergenc(?:y|ies)|emergent(?:ly)?", NOW, "As a place, a number or a word for danger."
    ),
    UrgencyWords(
        r"a\s?&\s?e|a and e(?= (?:department|now|if|or)\b)", NOW, "The British name of the place."
    ),
    UrgencyWords(
        r"accident (?:ward|and)|(?:in|to|at|the|eye|nearest|local) casualty"
        r"(?! (?:lists?|figures?|rates?))|casualty (?:department|unit|room|ward)",
        NOW,
        "Older British names.",
    ),
    UrgencyWords(
        rf"(?:{_WHOSE}|to|nearest|local) (?-i:ER|ED)", NOW, "Its letters, only as capitals."
    ),
    UrgencyWords(r"life threatening|life or death", NOW, "A sign that may kill is one to act on."),
    UrgencyWords(
        r"nine one one|triple (?:nine|zero|oh)|9 1 1|one one two", NOW, "Numbers in words."
    ),
    UrgencyWords(r"urgent(?:ly)?|urgency", SOON, "It says how soon, whatever is asked."),
    UrgencyWords(r"office hours", CAN_WAIT, "It says that this can wait."),
    UrgencyWords(
        r"(?:go|get|got|take|bring|rush|hurry|head|leave|drive|run|return|report|present)\b"
        rf"[^.!?;:]{{0,40}}?\b{_HOSPITAL}",
        NOW,
        "A way to the hospital is one for now.",
    ),
    UrgencyWords(
        rf"go (?:straight |directly |right )*{_TO} {_WHOSE} (?:nearest |local )?"
        r"(?:clinic|doctor|ward|day unit)",
        ANY,
        "It sends somebody; a card says how soon.",
    ),
    UrgencyWords(
        r"(?:rush|race|dash)(?:es|ing)? (?:\w+ ){0,3}?(?:to|in|over|back|off|out)\b"
        rf"|straight (?:in)?to (?:{_WHOSE} )?(?:nearest |local |next )?"
        r"(?:hospital|ward|doctor|clinic|casualty|day unit)",
        SOON,
        "To move fast, or without a stop.",
    ),
    UrgencyWords(
        r"(?:should|must|ought to|need to|belongs?) (?:already )?(?:be )?in "
        rf"(?:{_WHOSE} )?hospital(?= (?:now|already|today|tonight)\b|[.,!;:]|$)",
        NOW,
        "Where somebody should be now.",
    ),
    UrgencyWords(
        r"(?:call|shout|cry|yell|scream|summon|fetch|send)(?:ing)? (?:out )?(?:for )?help"
        r"(?! (?:with|desk|line|page|center))"
        r"|(?:and|then|please|must|should) get help"
        r"(?= (?:if|when|now|for (?:him|her|them))\b|[.!])",
        SOON,
        "Nobody calls for help that can wait.",
    ),
    UrgencyWords(r"red flags(?! (?:in|of) )|red flag (?:sign|symptom)s?", SOON, "Signs to act on."),
    UrgencyWords(
        r"(?:take|bring|drive|get) (?:\w+ ){1,3}in(?= (?:now|if|when)\b|[.!,]|$)",
        SOON,
        "To be taken in.",
    ),
    UrgencyWords(
        r"same day (?:appointments?|care|visits?|review|scans?|clinic|slots?)",
        TODAY,
        "A visit that names its day.",
    ),
    UrgencyWords(
        rf"seek(?:ing|s)? (?:\w+ ){{0,2}}?{_CARE}", SOON, "Nobody says so of what can wait."
    ),
    UrgencyWords(rf"get(?:ting|s)? (?:medical|professional) {_CARE}", SOON, "The same."),
    UrgencyWords(
        rf"(?:fast|quick|prompt|immediate|instant) (?:medical )?{_CARE}", SOON, "The same."
    ),
    UrgencyWords(
        r"(?:do not|don['’]t|never|not|cannot|can['’]?t|must ?n['’]?t|should ?n['’]?t|without)"
        r" (?:\w+ )?(?:wait|waiting|delay|hesitate|put (?:it |this )?off|hold off"
        r"|sit (?:it|this) out|sleep on|leave (?:it|this))",
        SOON,
        "Who must not wait acts now.",
    ),
    UrgencyWords(
        r"(?:act|move) (?:fast|quickly|now|at once)|no time (?:to lose|to waste|for)",
        SOON,
        "The same.",
    ),
    UrgencyWords(
        r"every (?:minute|second|hour)(?: \w+){0,3}? (?:counts|matters)"
        r"|(?:minutes|seconds|hours) (?:\w+ )?(?:count|matter)|race against (?:the clock|time)"
        r"|hours,? not days|time is (?:critical|short)",
        SOON,
        "The same.",
    ),
    UrgencyWords(r"(?<!a\s)hurry(?! along)|on the double", SOON, "The same."),
    UrgencyWords(
        r"(?:can|could|may) (?:be left|wait|safely wait) (?:until|till|for) (?:the |your |next )*"
        r"(?:tomorrow|morning|monday|visit|appointment)",
        CAN_WAIT,
        "It says that this can wait.",
    ),
    UrgencyWords(
        r"leave (?:it|this) (?:for|till|until|to) (?:\w+ )?"
        r"(?:tomorrow|morning|monday|weekend|later)",
        ANY,
        "To wait, or not to.",
    ),
    UrgencyWords(
        r"wait(?:ing)? (?:until|till|for) (?:the |your |our )?(?:next )?"
        r"(?:\w+ opens?|morning|monday|tomorrow|weekend)",
        ANY,
        "The same.",
    ),
    UrgencyWords(
        r"(?:do not|don['’]t|never|must not|mustn['’]t|should not|shouldn['’]t|cannot|can['’]?t"
        r"|(?:nobody|no one) (?:should|must|may|can))"
        r" (?:go to (?:bed|sleep)|stay (?:at |in )?(?:home|bed))"
        r"|los(?:e|ing) no time|without los(?:ing|s of) (?:any |more )?time"
        r"|clock is ticking|until (?:help|an ambulance|they) (?:arrives?|comes?)",
        SOON,
        "Who must not wait acts now.",
    ),
    UrgencyWords(
        r"(?:come|go|get|head) straight "
        r"(?:in|over|down|there|to (?!the (?:page|section|glossary)))",
        SOON,
        "To move without a stop.",
    ),
    UrgencyWords(
        r"dial(?:ing)?(?! in)|send for|(?:alarm|panic) button", SOON, "Ways to call help."
    ),
    UrgencyWords(r"no (?:rush|hurry)(?: to)?", CAN_WAIT, "The same."),
    UrgencyWords(
        r"blue light(?:s|ed|ing)?"
        r"(?! (?:therapy|treatment|lamps?|filters?|glasses|from|of|on|is|and))",
        NOW,
        "Those of an ambulance.",
    ),
    UrgencyWords(
        r"(?:won['’]t|will not|does not|doesn['’]t) (?:keep|wait) (?:until|till)",
        SOON,
        "Who must not wait acts now.",
    ),
    UrgencyWords(
        r"as a crisis|not (?:\w+ )?for (?:the|your) next (?:visit|appointment)"
        r"|a matter of (?:hours|minutes)",
        SOON,
        "It says how soon.",
    ),
    UrgencyWords(
        r"(?:front|head) of the (?:queue|line)|(?:skip|jump) the (?:queue|line)"
        r"|(?:to|must|should) be (?:seen|treated|called) (?:first|before (?:the )?others)",
        SOON,
        "Who goes first cannot wait.",
    ),
    UrgencyWords(
        r"(?:in doubt|not sure|unsure|uncertain),? (?:just |always |please )*"
        r"(?:call|ring|phone|go|come)",
        SOON,
        "To call rather than to wait.",
    ),
    UrgencyWords(
        r"(?:means?|needs?|asks? for|calls? for|deserves|is worth|warrants) an? (?:trip|visit) to "
        rf"{_WHOSE} hospital",
        NOW,
        "A way to the hospital is one for now.",
    ),
    UrgencyWords(
        r"the sooner (?:you|they|he|she) (?:are|is|gets?|goe?s?|calls?|comes?|acts?|tells?)",
        SOON,
        "The same as not to wait.",
    ),
    UrgencyWords(
        r"(?:it|this|that|they|these) can (?:safely )?wait"
        r"|(?:mention|raise) (?:it|this|that|them) (?:at|on|during) (?:your|the) next",
        CAN_WAIT,
        "It says that this can wait.",
    ),
    UrgencyWords(
        r"duty (?:doctor|nurse|team)|on duty", SOON, "Whom to call when nobody else is there."
    ),
    UrgencyWords(r"out of hours|on call", SOON, "Whom to call when nobody else is there."),
    UrgencyWords(
        rf"{_ORDER}(?:(?:go|come|drive|walk) in|phone|ring|call"
        r"|(?:be|get) (?:seen|examined|checked|scanned|treated))"
        r"(?: (?:us|them))?"
        r"(?: (?:anyway|regardless|all the same|first|instead|even so))?(?=[.!;]|$)"
        rf"|{_TOLD}(?:turn|show) up(?=[.!;]|$| (?:at|if|when|even)\b)"
        r"|(?:turn|head) (?:a)?round and (?:come|go|drive)|walk in and (?:say|tell|ask)"
        r"|(?:take|get|catch|hop in|jump in) an? (?:taxi|cab)",
        SOON,
        "An order to move or to call that says no more: nobody says so of what can wait.",
    ),
    UrgencyWords(
        r"(?:any|every|each|further|more) (?:\w+ )?(?:delay|wait|hour|minute)s? "
        r"(?:\w+ )?(?:can|may|could|will|might|costs?|harms?|kills?|risks?)"
        r"|delay(?:s|ing)? (?:it |this |here )?(?:can|may|could|will|might|costs?) "
        r"(?:cost|harm|kill|cripple|mean|lead|leave|do)"
        r"|every (?:hour|minute) (?:lost|saved|of delay)|(?:hours|minutes) (?:can|may|will) decide",
        SOON,
        "What waiting costs.",
    ),
    UrgencyWords(
        r"(?:never|not|is n['’]t|isn['’]t|no such thing as) (?:\w+ ){0,2}?"
        r"too (?:late|early|soon|small|trivial|silly)"
        r" (?:[\w'’]+ ){0,5}?(?:to|for a) (?:call|ring|phone|come|go|ask|be seen)"
        r"|(?:would |much |['’]d )rather (?:see|hear|have|be|get|you|examine|check|scan)"
        r"|better (?:safe|(?:\w+ ){0,2}(?:false alarms?|too (?:early|often|soon)))",
        SOON,
        "To call rather than to wait.",
    ),
    UrgencyWords(
        r"(?:drop|leave|stop) (?:everything|what (?:you|they) are doing)|stop reading"
        r"|(?:rather than|instead of|not|without) (?:waiting|lingering|delaying|"
        r"(?:leaving|send|sending) an? (?:message|e?mail|letter))"
        r"|(?:do not|don['’]t|never) (?:linger|dither|dawdle|hang (?:on|about|around)|ponder)"
        r"|(?:not|rather than|instead of) (?:next week|tomorrow|on monday|the next (?:day|morning))"
        r"|(?:hold|keep|stop|put) (?:you|them|him|her|anybody|anyone) (?:back|off) from "
        r"(?:coming|going|calling|ringing|phoning)",
        SOON,
        "Who must not wait acts now.",
    ),
    UrgencyWords(
        r"(?:raise|sound) the alarm|press (?:the|your) (?:\w+ )?(?:button|alarm)",
        SOON,
        "Ways to call help.",
    ),
    UrgencyWords(
        r"(?:ambulance |rescue )?crews?(?= (?:with|take|bring|come)s?\b)|medics"
        r"|(?:rescue|emergency medical) (?:services?|squad|team)",
        NOW,
        "Other names of those who come.",
    ),
    UrgencyWords(
        r"drive (?:\w+ )?(?:over |straight )?to (?:the|your|a) (?:nearest )?(?:[\w'’]+ )?"
        r"(?:unit|ward|clinic)"
        r"|(?:to|at|in|into|for|find|reach|choose|use) (?:the|any|your) "
        r"(?:big|nearest|next|closest) hospital",
        NOW,
        "A way to the hospital is one for now.",
    ),
    UrgencyWords(
        r"same day (?:imaging|mri|admission|referral|assessment|transfer|surgery|blood)"
        r"|(?:expedited|stat) (?:\w+ )?(?:mri|imaging|scans?|review|referral|transfer)"
        r"|admit (?:directly|if|when|any|every|for)",
        SOON,
        "How doctors say it to one another.",
    ),
    UrgencyWords(r"until proven otherwise", SOON, "To be taken for the worst, and treated."),
    UrgencyWords(
        r"(?:must|should|can|may) ?(?:not|n['’]t|never) be"
        r" (?:left|delayed|held up|put off|postponed|deferred|slept off)"
        r"|(?:do not|don['’]t|never|not|cannot) (?:try to )?"
        r"(?:sleep (?:it|this) off|wait and see|sit (?:at home|it out)"
        r"|let (?:the|a) (?:night|day) pass)",
        SOON,
        "Who must not wait acts now.",
    ),
    UrgencyWords(
        r"(?:seen|treated|called) (?:ahead of|before) (?:the )?others"
        r"|get seen(?=[.!,;]|$| (?:if|when)\b)",
        SOON,
        "Who goes first cannot wait.",
    ),
    UrgencyWords(
        r"(?:is|are|gives?|as) (?:a |good |another |enough )*reason to "
        r"(?:call|ring|phone|come|go in|be (?:seen|scanned|checked|examined))",
        ANY,
        "A sign that asks for an act; a card says how soon.",
    ),
    UrgencyWords(
        r"bring (?:it|this|that|them) up (?:at|on|during) (?:your|the) next",
        CAN_WAIT,
        "It says that this can wait.",
    ),
)
"""What is urgent by itself."""

TIMES: Final = (
    UrgencyWords(
        r"(?:right )?now|at once|(?:right|straight) ?away|this (?:minute|instant|second)",
        SOON,
        "At this moment.",
    ),
    UrgencyWords(
        r"immediate(?:ly)?|instantly|promptly|quickly|fast|asap|a\.s\.a\.p|on the spot"
        r"|there and then|then and there|straight off|whatever the (?:time|hour)",
        SOON,
        "The same.",
    ),
    UrgencyWords(r"without (?:any |further )?(?:delay|waiting)", SOON, "The same."),
    UrgencyWords(
        r"the (?:moment|minute|second|instant) (?:you|he|she|it|they|your|the|any)|right then",
        SOON,
        "The same.",
    ),
    UrgencyWords(
        r"as (?:soon|quickly|fast) as|(?:at|from|with) the (?:very )?first "
        r"(?:signs?|hints?|traces?|symptoms?|chills?|drops?)|before (?:anything|everything) else",
        SOON,
        "The same.",
    ),
    UrgencyWords(
        rf"(?:within|in|inside|under) (?:under )?{_COUNT}(?: next)? (?:hours?|minutes?)"
        rf"|(?:no|not) (?:longer|later|more) than {_COUNT} (?:hours?|minutes?)"
        r"|(?:within|in) (?:minutes|hours)|within the (?:next )?hour|in the next hours?",
        SOON,
        "A number of hours.",
    ),
    UrgencyWords(
        r"today|tonight|(?:the|that|this|very) same (?:day|night|evening|morning|afternoon)"
        r"|same day"
        r"|(?:the|that|this) very (?:day|night|evening)",
        TODAY,
        "This day.",
    ),
    UrgencyWords(
        r"within (?:the|a|one) day|this (?:evening|afternoon|morning|very day)"
        r"|by (?:tonight|evening|nightfall|noon)"
        r"|before (?:the )?(?:bedtime|midnight|evening|night|nightfall|noon|lunch|dark)"
        r"|before (?:the day (?:is (?:over|out)|ends)|the end of the day)"
        r"|before (?:you|he|she|they) (?:\w+ ){0,2}?(?:go(?:es)? to (?:bed|sleep)|sleeps?)"
        r"|on the (?:\w+ )?day (?:that |when |on which )?(?:it|they|you|this)"
        r" (?:starts?|begins?|happens?)"
        r"|that (?:afternoon|morning|evening|night)|whatever (?:the )?day(?: it is)?"
        r"|the day (?:it|you (?:notice|see|feel) it)"
        r"|before the (?:day|bag|drip) (?:is (?:over|out)|ends|runs (?:dry|out))",
        TODAY,
        "The same.",
    ),
    UrgencyWords(
        r"first thing|day (?:or|and) night|(?:at|by) night,? too|night,? too|even at night"
        r"|in the middle of the night|at \w+ (?:in the morning|at night)"
        r"|(?:a)?round the clock|24\s?/\s?7|at (?:any|whatever|every) (?:hour|time)"
        r"|any time of (?:the )?(?:day|night)|at midnight|in the small hours"
        r"|(?:even|also) (?:on|at|over) (?:an? |the )?"
        r"(?:sundays?|weekends?|(?:public |bank )?holidays?)"
        r"|weekend or not|whatever time it is",
        SOON,
        "At any hour.",
    ),
    UrgencyWords(
        rf"within {_COUNT} days|within a day or (?:two|so)|before the (?:weekend|holidays)"
        r"|before (?:you (?:take|give|have) |taking |giving )?(?:the|your|any|another) (?:next )?"
        r"(?:dose|tablet|injection|infusion)",
        frozenset(("urgent", "non-urgent")),
        "A few days.",
    ),
    UrgencyWords(
        r"(?:office|working|opening|business|clinic|surgery) hours|tomorrow|on monday"
        r"|in the morning|(?:on |the )*next (?:working |business )?(?:day|weekday)"
        r"|after the weekend|when (?:it|the \w+) opens",
        CAN_WAIT,
        "A later day.",
    ),
)
"""How soon; urgent where somebody is told to do something, or where nothing else is said."""


_URGENT_THING: Final = (
    r"(?:(?:emergency|urgent|on call|ambulance|casualty|out of hours|same day)"
    r"(?: (?:care |medical )?(?:departments?|rooms?|services?|cent(?:er|re)s?|wards?|units?|teams?"
    r"|doctors?|nurses?|surgeons?|h(?:a)?ematologists?|radiologists?|lines?|crews?|calls?|visits?"
    r"|care|admissions?|surgery|operations?|splenectom(?:y|ies)|transfusions?|radiotherapy|mri"
    r"|scans?|imaging|referrals?|treatments?|procedures?))?|emergenc(?:y|ies))"
)
"""What may be spoken of and sends nobody: a place, a team, a kind of test or of treatment."""

ACTS: Final = (
    UrgencyWords(
        rf"(?:call|phone|telephone|ring|text|contact|message)(?:ing)? (?:{_WHOM}\b|\d)",
        ANY,
        "To whom; a phone, a ring and what doctors call something are none.",
    ),
    UrgencyWords(r"(?:(?:call|calls|phone|telephone|ring) (?=TIME))|dial(?:ing)?", ANY, "Or when."),
    UrgencyWords(
        rf"(?:needs?|deserves?|warrants?|earns?) (?:{_WHOSE} )?(?:(?:phone )?call|{_PLACE})"
        r"|(?:pick up|reach for) the phone",
        ANY,
        "The same as a noun.",
    ),
    UrgencyWords(
        rf"(?:tell|inform|alert|warn|notify|let|wake) (?:{_WHOSE} \w+|us|them|him|her|somebody|"
        r"someone)",
        ANY,
        "Who must know.",
    ),
    UrgencyWords(rf"{_TOLD}ask (?:for|to be)|ask for {_CARE}", ANY, "What to ask for."),
    UrgencyWords(
        rf"{_TOLD}see (?:{_WHOSE}) (?!page|table|glossary|list|section|figure|picture|map|card)\w+",
        ANY,
        "Whom to see, when it is told.",
    ),
    UrgencyWords(
        rf"see (?:{_WHOSE}) (?:doctor|nurse|gp|team|clinician|specialist|dentist|pharmacist)",
        ANY,
        "The same, wherever.",
    ),
    UrgencyWords(r"(?:speak|talk) (?:to|with)", ANY, "Whom to ask."),
    UrgencyWords(
        rf"{_TOLD}(?:go|come) (?:in|back|straight|there|(?=TIME)|{_TO} "
        r"(?!the (?:page|glossary|section|table|next|list|top)))",
        ANY,
        "To move.",
    ),
    UrgencyWords(
        rf"(?:go|going) (?:in|{_TO}) (?!the (?:page|glossary|section|table|next|list|top))",
        ANY,
        "The same, wherever.",
    ),
    UrgencyWords(
        rf"{_TOLD}(?:attend|return to|report to|present to|head {_TO}|leave for|rush|drive)",
        ANY,
        "The same.",
    ),
    UrgencyWords(r"(?:bring|take) (?:\w+ ){1,4}(?:in|to)\b", ANY, "To move somebody."),
    UrgencyWords(
        rf"(?:get|find|need|needs|want|ask for|have) (?:\w+ ){{0,2}}?{_CARE}", ANY, "To be helped."
    ),
    UrgencyWords(
        r"needs? (?:\w+ ){0,3}?"
        rf"(?:doctor|nurse|surgery|operation|antibiotics|transfusion|{_TEST})",
        ANY,
        "The same.",
    ),
    UrgencyWords(
        rf"(?:get|have|make|book|arrange|request) (?:{_WHOSE} )?(?:\w+ ){{0,2}}?{_TEST}",
        ANY,
        "To have a test, a visit.",
    ),
    UrgencyWords(
        rf"(?:be|been|being|get|gets|getting|(?:have|get) \w+(?: \w+){{0,3}}?) {_SEEN}",
        ANY,
        "To be seen.",
    ),
    UrgencyWords(
        rf"calls? for (?:{_WHOSE} )?(?:\w+ )?(?:doctor|nurse|surgery|operation|antibiotics|{_TEST}"
        rf"|{_CARE})",
        ANY,
        "What a sign asks for.",
    ),
    UrgencyWords(r"be in (?:the )?hospital", ANY, "The same."),
    UrgencyWords(
        r"(?:must|needs? to|should|has to|have to|ought to) (?:look|see|check|examine|scan|treat"
        r"|know|come|be)",
        ANY,
        "What somebody must do.",
    ),
    UrgencyWords(rf"{_TOLD}(?:stop|start|take|give) (?!your time)\w+", ANY, "A drug, now."),
    UrgencyWords(
        r"(?:to|of|by|about|before|before you|keep|try|start) (?:call|phone|ring)(?:ing)?",
        ANY,
        "To call.",
    ),
    UrgencyWords(
        rf"{_WHOSE} (?:\w+ )?(?:doctor|nurse|gp|team|clinic|ward|hematologist)",
        ANY,
        "Whoever helps, beside a time.",
    ),
    UrgencyWords(r"(?:in|into|at|to) (?:\w+ )?hospital", ANY, "Where help is, beside a time."),
    UrgencyWords(
        r"(?:examines?|checks?|sees?|scans?|treats?) (?:you|him|her|them|it|the (?:child|baby)|"
        r"somebody|someone|anybody)|see (?:somebody|someone|anybody)",
        ANY,
        "Who is seen.",
    ),
    UrgencyWords(
        rf"(?:{_TEST}|antibiotics|doctor|nurse|surgery|help|care|operation|transfusion) "
        r"(?:is|are) (?:\w+ )?(?:needed|necessary|required|due|a must)",
        ANY,
        "What is needed.",
    ),
    UrgencyWords(
        rf"{_TOLD}(?:tell|insist|report|show|call|phone|ring|come|go|wake|act"
        r"|ask(?= [^.]{1,30} TIME))",
        ANY,
        "What is told, whatever follows.",
    ),
    UrgencyWords(
        r"(?:first|next|a|one|the|this) (?:\w+ )?(?:phone )?calls? (?:is|goes|should|must|to)"
        r"|(?:is|are|was) (?:one |something )?for (?=TIME)|(?:a )?trip to",
        ANY,
        "The same as nouns.",
    ),
    UrgencyWords(r"(?:press|push|pull) the", ANY, "An alarm."),
    UrgencyWords(rf"give (?:us|{_WHOSE} \w+) a (?:ring|call)", ANY, "To call."),
    UrgencyWords(
        r"(?:you|to) set out|get hold of (?:us|the|your)|reach (?:us|your)", ANY, "To go, to call."
    ),
    UrgencyWords(r"(?:ring|call|phone) (?:us|after|when)", ANY, "To call, wherever it stands."),
    UrgencyWords(
        rf"(?:means?|equals|is|=) (?:{_WHOSE} )?(?:\w+ )?(?:{_TEST}|{_PLACE})",
        ANY,
        "What a sign asks for, as a sum.",
    ),
    UrgencyWords(
        r"(?:get|be|being|have yourself) (?:\w+ )?"
        r"(?:driven|taken|brought|sent|back|over|yourself|on)"
        rf" (?:\w+ )?(?:to|in|into|at) (?:{_WHOSE} )?(?:\w+ )?{_PLACE}"
        rf"|(?:make for|turn up at|show up at|get to|be (?:at|on|in)) (?:{_WHOSE} )?{_PLACE}",
        ANY,
        "To be where help is.",
    ),
    UrgencyWords(
        r"(?:page|bleep|reach|alert|get) (?:the|your|our) (?:\w+ )?(?:team|nurse|doctor|registrar|"
        r"h(?:a)?ematologist|surgeon)|use the (?:\w+ ){0,3}(?:line|number)",
        ANY,
        "Whom to call.",
    ),
    UrgencyWords(r"get (?:somebody|someone|an? (?:doctor|nurse)) to", ANY, "To be seen."),
    UrgencyWords(r"(?:wants?|needs?) to (?:hear|know|see)", ANY, "Who must know."),
    UrgencyWords(
        rf"{_TOLD}(?:set off|make your way|(?:bring|take) (?:\w+ ){{1,2}}back)", ANY, "To go."
    ),
    UrgencyWords(rf"visit {_WHOSE} (?:doctor|clinic|team|hospital|gp)", ANY, "The same as to see."),
)
"""What somebody does about it. Alone it says nothing of how soon."""

CALM: Final = (
    UrgencyWords(
        r"today['’]s|these days|today we\b(?! (?:need|want|ask|call))",
        frozenset(),
        "The present, not a day.",
    ),
    UrgencyWords(
        r"immediate (?:family|relatives?|cause|surroundings|neighbou?rs?|vicinity)",
        frozenset(),
        "Near, not soon.",
    ),
    UrgencyWords(
        r"now and (?:then|again)|(?:until|till|up to|from|for|just|by|even) now|now that",
        frozenset(),
        "A stretch of time.",
    ),
    UrgencyWords(
        r"(?:doctors|experts|people|some|many|others|they|we|scientists)"
        r"(?: (?:now|also|often|sometimes|still|today|usually))* call",
        frozenset(),
        "To name.",
    ),
    UrgencyWords(
        r"(?:takes?|taking|swallow|gives?|giving|given) "
        r"(?:(?!call|ring|phone|tell|go)[\w.,/]+ ){0,6}?"
        r"(?:in the morning|day and night)",
        frozenset(),
        "When a drug is taken.",
    ),
    UrgencyWords(r"emergency (?:exit|light)s?", frozenset(), "A part of a house."),
    UrgencyWords(r"how (?:fast|quickly)(?! (?:can|should))", frozenset(), "A pace."),
    UrgencyWords(
        r"urgency of (?:the |your )?bladder|urgent (?:need|urge) to (?:pee|urinate|go)"
        r"|urgency to (?:pee|urinate)",
        frozenset(),
        "A sign of the bladder.",
    ),
    UrgencyWords(
        rf"(?:words?|names?|terms?|short|abbreviations?|letters|stands?) (?:\w+ )?(?:for|of) "
        rf"(?:{_WHOSE} )?{_URGENT_THING}"
        rf"|(?:words?|terms?|names?|letters),? [\"“'‘(]?{_URGENT_THING}",
        frozenset(),
        "The word is spoken of, not the thing.",
    ),
    UrgencyWords(
        r"(?:advice|evidence|stud(?:y|ies)|trials?|guidelines?|chapters?|sections?|papers?|articles?"
        r"|reports?|research|questions?|data|reviews?|tables?|pages?|recommendations?|numbers?"
        r"|rates?|costs?|history|risks?|definitions?|series|surveys?) (?:\w+ )?"
        rf"(?:on|of|about|for|from|in|at) (?:{_WHOSE} )?{_URGENT_THING}",
        frozenset(),
        "A topic that is written about.",
    ),
    UrgencyWords(
        rf"(?:^|(?:{_WHOSE}|most|many|each|every|all) )(?:\w+ )?{_URGENT_THING} "
        r"(?:(?:in|of|at) (?:\w+ ){1,3}?)?(?:can (?:read|hold|see|use)|differs?|trains?|has (?!to)"
        r"|have (?!to)|works?|decides?|orders?|keeps?|stands|lies|belongs?|employs?|costs?"
        r"|comes from|(?:is|are) (?:an? )?"
        r"(?:kind|part|type|form|small|short|run|staffed|called|rare|rarer|common|older|newer))",
        frozenset(),
        "What a place, a team or a kind of test is or does, told of it.",
    ),
    UrgencyWords(
        r"(?:most|many|few|some|nearly all) (?:[^.;:,]{0,40}? )?(?:never|rarely|seldom) "
        rf"(?:need|require|become|have|cause|lead to) (?:an? )?{_URGENT_THING}",
        frozenset(),
        "How often it comes to that.",
    ),
    UrgencyWords(
        r"(?:page|site|list|text|leaflet|form|address|e?mail|inbox|box) (?:is|was|are) "
        r"not (?:\w+ )?for emergencies",
        frozenset(),
        "What this is not.",
    ),
    UrgencyWords(
        r"no (?:rush|hurry)(?: \w+){0,3} (?:decisions?|decide|choose|choices?|plan)",
        frozenset(),
        "Time to make up one's mind.",
    ),
    UrgencyWords(
        r"calls? for (?:abstracts?|papers?|applications?|proposals?|votes?|research|studies)",
        frozenset(),
        "A call that is no act.",
    ),
    UrgencyWords(
        r"^in (?:the|this|an?|one|her|his) (?:quiz|film|book|story|novel|cartoon|drawing|picture"
        r"|game|play|comic|poem)\b[^.!?:;]*",
        frozenset(),
        "A tale.",
    ),
    UrgencyWords(
        r"emergency (?:cards?|contacts?|plans?|kits?|medicine|physicians?|doctors?|nurses?)",
        frozenset(),
        "A thing or a profession; where to go stands beside it.",
    ),
    UrgencyWords(
        r"(?:(?:does|do|did|will|would|need|can|has|have) ?(?:not|n['’]t)|rarely|seldom"
        r"|hardly ever) (?:act|work|help|need|show|appear|mean|cause|have to|grow|shrink|change"
        r"|happen|start|begin|come|heal|clear|needs|works|acts|helps|shows|appears|happens|starts|begins)"
        r"(?: (?!but|call|go|ring)\w+){0,4}?"
        r" (?:at once|right away|straight away|immediately|now|today|quickly|fast|the same day)",
        frozenset(),
        "What is said not to be soon.",
    ),
)
"""Words that look urgent and are not; they are taken out before anything is looked for."""

REPORTED: Final = (
    r"was|were|had|wasn['’]t|weren['’]t|hadn['’]t|did|didn['’]t|came|went|arrived|died|began|opened"
    r"|closed|reached|sent|brought|fell|(?:19|20)\d\d"
)
"""What tells of something that is over."""

TOLD_NOW: Final = (
    r"you|your|yours|yourself|yourselves|us|our|ours|must|should|shall|ought|needs?|if|whenever|once"
    r"|please|never|always|do|don['’]t|does|doesn['’]t|is|are|isn['’]t|aren['’]t|has|have|can|cannot"
    r"|can['’]t|may|might|will|won['’]t|would|could|today|tonight|now|call|ring|phone|dial|telephone"
    r"|text|page|go|come|get|take|bring|tell|see|seek|ask|stop|start|give|act|drive|head|leave|run"
    r"|rush|hurry|be|let|wake|use|visit|contact|report|show|turn|alert|attend|keep|make|find|send"
    r"|fetch|treat|assume|warn|inform|notify|admit|refer|scan|says?|means?|counts?|belongs?"
)
"""What tells somebody something now: where one of these stands, nothing is merely reported."""
