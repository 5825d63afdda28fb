//! The examples of the reference page do what it says.

use super::tags;
use crate::codebook::{LANGUAGE, SETTING, Sample, parse};

#[test]
fn every_example_of_the_pattern_language_holds() {
    for form in LANGUAGE {
        let source = format!("{SETTING}\n[[theme]]\nid = 'example'\npatterns = ['''{}''']\n", form.pattern);
        let codebook = parse(&source, "examples").unwrap_or_else(|error| panic!("{:?}", error.diagnostics()));
        let shows = |sample: Sample| tags(&codebook, sample.text, sample.cells).shows(1);
        assert!(shows(form.matches), "{} must match {:?}", form.pattern, form.matches);
        assert!(!shows(form.no_match), "{} must not match {:?}", form.pattern, form.no_match);
    }
}
