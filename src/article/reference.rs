//! What the reference page says of `verify`: what is read of a text, and what ties it to the study.

/// What `verify` reads and what ties it to the study: a heading and a text each.
pub const TYING: &[(&str, &str)] = &[
    (
        "Marked values",
        "`<!--v share(themes.price)-->37%<!--/v-->` is compared with the value of its name; a capital at its start is \
         allowed. `--fix` puts the right value between the marks, in Markdown and HTML, and touches nothing else. Where \
         the sentence around a mark speaks of another theme alone, the number is off although its name is right. \
         `<!--v free(Pew 2019)-->40%<!--/v-->` marks words whose numbers are not the study's: nothing in them is judged. \
         Marks do not survive in Word; there the plain text is read.",
    ),
    (
        "What counts as a number",
        "Percentages (`37%`, `37.5 per cent`), fractions (`a third`, `two-thirds`, `one in five`, `half of`), parts \
         (`24 of 136`), counts with their noun (`136 comments`, `thirteen people`, `150+ votes`), and the words under \
         `[words]` where they begin a clause or stand before what is counted. Years, dates, versions, money, pages, list \
         numbers, *five guidelines*, *half an hour*, percentage points: nothing is claimed, nothing is judged. Nor is \
         anything in code or in what is struck out.",
    ),
    (
        "How exactly a number is meant",
        "A percentage must round (half up) to the digits written; a fraction may be 1.5 points away; a count must be \
         the count. With *about*, *around*, *roughly*: 2.5 points, 4 points, a twentieth. *Nearly*, *almost*, *just under*: \
         up to 6 points below and never above; *just over*: up to 4 points above. *More than*, *fewer than*, *at least*, *at \
         most*, `+` mean what they say. A phrase that has a meaning under `[words]` has that meaning alone.",
    ),
    (
        "What ties a number to a value",
        "Its clause names a theme or an option: by its label, by its id where that has four letters or more, or by words \
         under `[article.names]`. A clause ends at a comma, colon, semicolon, dash, *and*, *but*, *while*, *than*. A label \
         that is one very common word (*All*, *Some*, *Never*) is meant in quotation marks, with a capital inside a \
         sentence, before its number, or beside a word of the question (*accept all*). A row of names followed by as \
         many numbers pairs off in order. A number whose clause names nothing belongs to the clause beside it that has no \
         number; a sentence that begins with *it*, *they*, *this* speaks of what the one before named. The unit is the noun \
         behind the number, else the only one that the clause, or the sentence, names: votes, comments, commenters and \
         mentions are never taken for each other. Two options in one clause may be meant together, and two themes as \
         shown by one comment. Where *not*, *don't*, *without* stands between a number and what it is said of, and with \
         *the other 88%*, what a share leaves of the whole is meant; what is not that is *unsupported*.",
    ),
    (
        "What comes of it",
        "*holds*; *off*, with the right values, where one subject is meant without doubt and its values are others; \
         *unsupported*, with values of the study that are this number, where nothing ties it. A fraction or a word that is \
         tied to nothing and counts nothing is a way of speaking.",
    ),
    (
        "Multiples",
        "*Twice as many*, *three times as often*, *half as common*, *2.5 times as likely*, *double the share of*, *triple that \
         of*: between two things that the sentence names, by the shares or counts of both in one unit. The factor may be an \
         eighth away (*twice*: 1.75 to 2.25; *three times*: 2.63 to 3.38), with *about* a fifth, with *exactly* a hundredth; \
         with *nearly* and *just over* an eighth on that side only; *more than*, *less than*, *at least*, *at most* mean what \
         they say. The factor of the exact values and that of the published percentages must both fit; where only one does it \
         is *unsupported*. The second thing stands behind *as*, *than* or *of*, the first before it; *it* or *this* at the \
         start of the sentence stands for the only thing that the sentence before names. In *A is in 28 comments, B in twice \
         as many* the other thing is the only other one of the sentence; where that is of the sentence before (*B is named \
         twice as often*), a wrong factor is *unsupported*. So is what is denied, several things on one side, what is compared \
         among some only, and *those who chose A are twice as likely to mention B*, which no two shares tell. *Three times \
         more* is off only where *four times as many* is as well. *Two or three times* claims nothing.",
    ),
    (
        "Places",
        "*comes first*, *ranks third*, *leads*, *the most common*, *second most frequent*, *least often*: the place of the \
         subject of its clause among its kind, equals sharing a place. Where no subject is named nothing is judged.",
    ),
    (
        "Quotations",
        "Four words and more between double quotation marks, and every block quotation but its line with a dash, must \
         be a comment's words. Case and punctuation do not matter. `[…]`, `[...]` and `…` stand for words left out, another \
         bracket (`[they]`, `[name]`) for at most six words changed or masked. What is the study's own (a label, a question, \
         a claim, the title) is no quotation. Words that no comment has are off where somebody is said to have said them, or \
         where most of them are a comment's; else unsupported.",
    ),
    (
        "Phrases",
        "What the design forbids (for `opt_in`: *margin of error*, *representative of*, *statistically significant* and the \
         like) is off, unless its sentence denies it (*there is no margin of error*).",
    ),
    (
        "Constructed comments",
        "An article whose numbers rest on constructed comments must say somewhere that comments are constructed.",
    ),
];
