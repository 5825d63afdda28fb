//! Where everything stands: inside, apart, large enough, with contrast, and where the renderer puts it.

use super::*;
use resvg::usvg::{Group, Node, Rect};

#[test]
fn every_text_is_inside_the_safe_area_and_none_covers_another() {
    let faults = |drawn: &Drawn| {
        let scene = &drawn.figure.scene;
        let outside = scene.data().filter(|mark| !scene.safe.holds(&mark.area)).map(|mark| format!("{mark:?}"));
        let all = scene.faults().into_iter().chain(outside).take(1);
        all.map(|fault| format!("{}: {fault}", drawn.case)).collect::<Vec<String>>()
    };
    assert_eq!(every().iter().flat_map(faults).collect::<Vec<String>>(), Vec::<String>::new());
}

#[test]
fn every_text_is_large_enough_and_has_contrast_on_one_background() {
    let faults = |Drawn { case, preset, figure, .. }: &Drawn| {
        let least = if preset.is_fixed() { preset.least() } else { 11 };
        let is_at_fault = |text: &&TextBox| {
            // A text stands on a mark whole, or off it.
            let marks = &figure.scene.marks;
            let cut = marks.iter().any(|mark| mark.area.meets(&text.area) && !mark.area.holds(&text.area));
            text.size < least || contrast(text.color, text.background) < 4.5 || cut
        };
        figure.scene.texts.iter().find(is_at_fault).map(|text| format!("{case}: {text:?}"))
    };
    assert_eq!(every().iter().filter_map(faults).collect::<Vec<String>>(), Vec::<String>::new());
}

#[test]
fn every_mark_stands_out_from_the_background_by_itself_or_by_its_edge() {
    let faults = |Drawn { case, paper, figure, .. }: &Drawn| {
        // The squares of a heat map have their numbers inside.
        let is_square = |mark: &Mark| {
            matches!(mark.datum, Some(Datum::Themes(..))) || figure.id.starts_with("heat-map") && mark.edge.is_none()
        };
        let faint = |mark: &&Mark| contrast(mark.edge.unwrap_or(mark.color), *paper) < 3.0 && !is_square(mark);
        // What is marked in a quote is told by its ground, which carries no number.
        let mut marks = figure.scene.data().filter(|_| !figure.id.contains("quote-"));
        marks.find(faint).map(|mark| format!("{case}: {mark:?}"))
    };
    assert_eq!(every().iter().filter_map(faults).collect::<Vec<String>>(), Vec::<String>::new());
}

#[test]
fn a_picture_has_the_size_of_its_shape_and_one_of_a_report_grows() {
    for Drawn { case, preset, figure, .. } in every() {
        let (width, height) = (figure.scene.canvas.width, figure.scene.canvas.height);
        assert_eq!((width, height), (preset.width, preset.height.unwrap_or(height)), "{case}");
        assert!(figure.svg.contains(&format!("viewBox=\"0 0 {} ", preset.width)), "{case}");
    }
}

/// The boxes of the ink of every text, as the renderer lays them out.
fn ink(group: &Group, out: &mut Vec<Rect>) {
    for node in group.children() {
        match node {
            Node::Group(group) => ink(group, out),
            Node::Text(text) => out.push(text.flattened().abs_bounding_box()),
            Node::Path(_) | Node::Image(_) => {}
        }
    }
}

#[test]
fn the_renderer_puts_every_text_where_the_scene_says() {
    for (case, results) in cases() {
        for preset in [&REPORT, preset("square").unwrap()] {
            for figure in
                draw_report(&Input::of(&results), &Sheet { preset, brand: &Brand::default() }).into_iter().flatten()
            {
                let (mut boxes, tree) = (Vec::new(), png::tree(&figure.svg, Fonts::bundled()).unwrap());
                ink(tree.root(), &mut boxes);
                assert_eq!(boxes.len(), figure.scene.texts.len(), "{case} {}", figure.id);
                for (found, text) in boxes.iter().zip(&figure.scene.texts) {
                    let (area, slack) = (text.area, 2.0 + text.size as f32 / 12.0);
                    let inside = found.left() >= area.x as f32 - slack
                        && found.right() <= area.right() as f32 + slack
                        && found.top() >= area.y as f32 - 2.0 * slack
                        && found.bottom() <= area.bottom() as f32 + slack;
                    assert!(inside, "{case} {}: {found:?} {text:?}", figure.id);
                }
            }
        }
    }
}
