//! The kinds of names, for the reference page.

/// The kinds of names, and what their values are: the reference page is made from this list.
pub const KINDS: &[(&str, &str)] = &[
    ("poll.<option>", "Share of the votes; `poll.<option> + poll.<option>` for several."),
    ("votes", "Number of votes, where every answer's are known."),
    ("comments.read", "Comments that were read."),
    ("comments.counted", "Comments counted."),
    ("comments.authors", "Authors of the comments counted."),
    ("comments.constructed", "Comments counted that are constructed."),
    ("comments.set_aside", "Comments left out."),
    ("comments.untagged", "Comments counted that show no theme."),
    ("provenance.<value>", "Comments counted with this provenance."),
    ("set_aside.<rule>", "Comments left out by this rule."),
    ("themes.<theme>", "Share of the comments counted that show the theme."),
    ("authors.<theme>", "Share of their authors who show it at least once."),
    ("mentions.<theme>", "Share of the mentions of its group."),
    ("stance.<theme>", "Share of the authors who state one stance; `stance.<theme> + stance.<theme>` for several."),
    ("none.<group>", "Share of the comments counted that show none of the group."),
    ("untagged", "Share of the comments counted that show no theme at all."),
    ("pairs.<theme>.<theme>", "Share of the comments counted that show both."),
    ("answers.<question>.<option>", "Share of those who answered a closed question."),
    ("asked.<question>.<option>", "Share of all who were asked it."),
    ("answered.<question>", "Share of those asked who answered."),
    ("mean.<question>", "Mean of a scale or of numbers."),
    ("median.<question>", "Median of the same."),
    ("top_two.<question>", "Share of the two highest options of a scale."),
];
