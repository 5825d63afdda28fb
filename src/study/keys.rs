//! Every key of `study.toml` with what it takes and means: the reference page is made from this list.

/// A documented key of `study.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// The section, as written.
    pub section: &'static str,
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What it means, and its default.
    pub means: &'static str,
}

const fn key(section: &'static str, key: &'static str, takes: &'static str, means: &'static str) -> Key {
    Key { section, key, takes, means }
}

/// Every key of `study.toml`: the reference page is made from this list, and a test holds that none is missing.
pub const KEYS: &[Key] = &[
    key("", "title", "text", "Title of the report. Required."),
    key("", "output", "path", "Where `report` writes, relative to the study's folder. Default `out`."),
    key("[poll]", "file", "path", "CSV with the columns `option` and `percent`, `votes` or both. Required."),
    key("[poll]", "question", "text", "The question as asked, word for word. Required."),
    key("[poll]", "options", "list of texts", "The options in the order shown. Default: the order of the file."),
    key("[poll]", "platform", "text", "Where the poll ran, such as `LinkedIn`."),
    key(
        "[poll]",
        "total_votes",
        "whole number",
        "Number of votes, where it is published. With percentages it gives the range of counts of each option.",
    ),
    key("[poll]", "opened", "date", "`2021`, `2021-07` or `2021-07-05`: as precisely as is known."),
    key("[poll]", "closed", "date", "As `opened`."),
    key("[poll]", "url", "text", "Address of the poll."),
    key(
        "[poll]",
        "decimals",
        "whole number",
        "Digits after the decimal point of the published percentages. Default 0.",
    ),
    key(
        "[poll]",
        "rounding",
        "`half_up`, `half_even`, `floor`, `any`",
        "How the percentages were rounded. Default `half_up`.",
    ),
    key(
        "[poll]",
        "findings",
        "option → text",
        "For an option, the sentence to say when it leads; `{share}` stands for its share in words. Default: a sentence made by rule.",
    ),
    key("[[source]]", "id", "id", "Name of the source within the study. Required."),
    key(
        "[[source]]",
        "file",
        "path",
        "CSV, or tab-separated where the name ends in `.tsv`. UTF-8, with a header row. Required.",
    ),
    key("[[source]]", "columns", "table", "Which column is what; see `[source.columns]`."),
    key(
        "[[source]]",
        "pseudonymous",
        "true or false",
        "Author ids are pseudonyms and may be shown. Default false: authors become R1, R2 …",
    ),
    key(
        "[[source]]",
        "constructed",
        "list of texts",
        "Values of the provenance column that mean that no real person wrote the text. Every output says so.",
    ),
    key(
        "[source.columns]",
        "id",
        "column",
        "The row's id. A column is a header's text, or `#n` for the n-th column. Default: rows are numbered.",
    ),
    key("[source.columns]", "author", "column", "Who wrote it."),
    key("[source.columns]", "date", "column", "When."),
    key("[source.columns]", "reply_to", "column", "The id of the comment that it answers."),
    key("[source.columns]", "reactions", "column", "Number of reactions."),
    key("[source.columns]", "provenance", "column", "Where the text comes from."),
    key("[[open]]", "id", "id", "Name of the open question within the study. Required."),
    key("[[open]]", "question", "text", "What was asked. Required."),
    key("[[open]]", "source", "id", "The source that it is read from. Required."),
    key("[[open]]", "column", "column", "The column with the text. Required."),
    key("[[open]]", "codebook", "path", "The codebook. Required."),
    key("[[open]]", "set_aside", "table", "Which comments are left out of the bases; see `[open.set_aside]`."),
    key(
        "[[open]]",
        "codings",
        "list of paths",
        "Coding files, `comment,theme,value`; a file is a coder, named as the file. A missing row means not read.",
    ),
    key("[[open]]", "split", "path", "CSV `comment,split` with `test` or `tune`."),
    key(
        "[[open]]",
        "stance",
        "theme → option",
        "For a theme of an exclusive group, the poll option that it answers to.",
    ),
    key("[open.set_aside]", "poster", "author id", "The comments of the person who posted the poll are set aside."),
    key(
        "[open.set_aside]",
        "tag_only",
        "true or false",
        "Set aside comments that only mention other people. Default true.",
    ),
    key(
        "[open.set_aside]",
        "duplicates",
        "true or false",
        "Set aside repeats of one text by one author. Default true.",
    ),
    key(
        "[sample]",
        "design",
        "`opt_in`, `panel`, `probability`, `census`",
        "How the people who answered came to answer. Default `opt_in`: no sampling interval and no statement about a population is made.",
    ),
    key("[sample]", "population", "text", "The people that the results describe."),
    key("[sample]", "frame", "text", "The list from which a probability sample was drawn."),
    key("[sample]", "selection", "text", "How it was drawn."),
    key("[sample]", "recruitment", "text", "How the people were reached."),
    key(
        "[themes]",
        "source",
        "`tagger`, `reviewed`",
        "Whose decision a theme share counts: the tagger's, or a human coding's where there is one. Default `tagger`.",
    ),
    key("[words]", "<word>", "table", "What share a word of a claim stands for: `many = { at_least = 0.15 }`."),
    key("[words]", "at_least", "share", "Lower bound, itself allowed."),
    key("[words]", "at_most", "share", "Upper bound, itself allowed."),
    key("[[claim]]", "id", "id", "Name of the claim. Required."),
    key("[[claim]]", "text", "text", "The statement. Required."),
    key("[[claim]]", "check", "list of tables", "What must hold; see `[[claim.check]]`."),
    key("[[claim]]", "cannot_be_known", "text", "Why the data cannot tell, where they cannot."),
    key(
        "[[claim.check]]",
        "quantity",
        "quantity",
        "`poll.<option>`, `comments.read`, `comments.counted`, `comments.authors`, `themes.<theme>`, `authors.<theme>`, `stance.<theme>`; shares of one unit may be added with ` + `. Required.",
    ),
    key("[[claim.check]]", "equals", "number", "The value that it must be near: a share between 0 and 1, or a count."),
    key("[[claim.check]]", "tolerance", "number", "How near. Default 0."),
    key("[[claim.check]]", "at_least", "number", "Lower bound, itself allowed."),
    key("[[claim.check]]", "at_most", "number", "Upper bound, itself allowed."),
    key("[[claim.check]]", "word", "word", "A word declared under `[words]`."),
    key("[[quote]]", "comment", "comment id", "The comment. Required."),
    key("[[quote]]", "pin", "theme id", "Show it first under this theme."),
    key("[[quote]]", "drop", "true or false", "Never show it."),
    key(
        "[[quote]]",
        "name",
        "text",
        "The name to show; needs `consent`. Without it the quote is by `publish.anonymous`.",
    ),
    key("[[quote]]", "consent", "text", "How and when the author allowed the name."),
    key("[publish]", "quotes_per_theme", "whole number", "Quotes a theme. Default 3."),
    key("[publish]", "anonymous", "text", "What an author without a name is called. Default `a commenter`."),
    key("[disclosure]", "<item>", "text", "An item of the method box; the items are listed below."),
];
