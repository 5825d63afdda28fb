//! How often something is done: wordings with their times in a year, in several languages, and how a label is read as one.

/// Wordings in the form of `shape::plain`, `per` written as `a`; times in a year.
const OFTEN: &[(&str, f64)] = &[
    ("several times a day", 1500.0),
    ("multiple times a day", 1500.0),
    ("multiple times per day", 1500.0),
    ("more than once a day", 1200.0),
    ("at least once a day", 365.0),
    ("once a day", 365.0),
    ("every day", 365.0),
    ("daily", 360.0),
    ("almost every day", 300.0),
    ("most days", 250.0),
    ("several times a week", 200.0),
    ("a few times a week", 150.0),
    ("multiple times per week", 150.0),
    ("multiple times a week", 150.0),
    ("2-3 times a week", 130.0),
    ("twice a week", 104.0),
    ("more than once a week", 110.0),
    ("at least once a week", 53.0),
    ("once a week", 52.0),
    ("every week", 52.0),
    ("weekly", 51.0),
    ("several times a month", 40.0),
    ("a few times a month", 30.0),
    ("multiple times a month", 30.0),
    ("2-3 times a month", 28.0),
    ("twice a month", 24.0),
    ("every two weeks", 26.0),
    ("biweekly", 26.0),
    ("at least once a month", 12.5),
    ("once a month", 12.0),
    ("every month", 12.0),
    ("monthly", 11.9),
    ("less than once a month", 8.0),
    ("several times a year", 7.0),
    ("a few times a year", 5.0),
    ("quarterly", 4.0),
    ("once a quarter", 4.0),
    ("twice a year", 2.0),
    ("once a year", 1.0),
    ("yearly", 1.0),
    ("annually", 1.0),
    ("every few years", 0.4),
    ("less than once a year", 0.5),
    ("less often", 0.3),
    ("less frequently", 0.3),
    ("rarely", 0.2),
    ("hardly ever", 0.1),
    ("never", 0.0),
    ("less than monthly", 8.0),
    ("less than weekly", 20.0),
    ("less than once a week", 20.0),
    ("mehrmals taglich", 1500.0),
    ("taglich", 360.0),
    ("mehrmals pro woche", 150.0),
    ("mehrmals in der woche", 150.0),
    ("wochentlich", 52.0),
    ("einmal pro woche", 52.0),
    ("mehrmals im monat", 30.0),
    ("monatlich", 12.0),
    ("einmal im monat", 12.0),
    ("jahrlich", 1.0),
    ("seltener", 0.3),
    ("nie", 0.0),
    ("tous les jours", 365.0),
    ("quotidiennement", 360.0),
    ("plusieurs fois par semaine", 150.0),
    ("une fois par semaine", 52.0),
    ("une fois par mois", 12.0),
    ("moins souvent", 0.3),
    ("jamais", 0.0),
    ("todos los dias", 365.0),
    ("a diario", 360.0),
    ("una vez a la semana", 52.0),
    ("una vez al mes", 12.0),
    ("nunca", 0.0),
    ("dagelijks", 365.0),
    ("wekelijks", 52.0),
    ("maandelijks", 12.0),
    ("nooit", 0.0),
    ("almost daily", 300.0),
    ("a few times a day", 1300.0),
    ("2-3 times a day", 1250.0),
    ("5-6 times a week", 280.0),
    ("4-6 times a week", 260.0),
    ("3-5 times a week", 205.0),
    ("3-4 times a week", 180.0),
    ("a couple of times a week", 103.0),
    ("1-2 times a week", 75.0),
    ("1-3 times a month", 24.5),
    ("a couple of times a month", 23.0),
    ("once every few months", 4.5),
    ("every few months", 4.5),
    ("a couple of times a year", 2.1),
    ("once or twice a year", 1.5),
    ("once or twice a month", 18.0),
    ("once or twice a week", 78.0),
    ("mehrmals am tag", 1500.0),
    ("mehrmals a tag", 1500.0),
    ("jeden tag", 365.0),
    ("einmal am tag", 365.0),
    ("fast taglich", 300.0),
    ("mehrmals a woche", 150.0),
    ("einmal a woche", 52.0),
    ("einmal in der woche", 52.0),
    ("mehrmals a monat", 30.0),
    ("einmal a monat", 12.0),
    ("alle paar monate", 4.5),
    ("mehrmals im jahr", 7.0),
    ("einmal im jahr", 1.0),
    ("sehr selten", 0.1),
    ("selten", 0.2),
    ("plusieurs fois par jour", 1500.0),
    ("chaque jour", 365.0),
    ("presque tous les jours", 300.0),
    ("plusieurs fois par mois", 30.0),
    ("plusieurs fois par an", 7.0),
    ("une fois par an", 1.0),
    ("rarement", 0.2),
    ("varias veces al dia", 1500.0),
    ("diariamente", 360.0),
    ("casi todos los dias", 300.0),
    ("varias veces a la semana", 150.0),
    ("varias veces por semana", 150.0),
    ("2-3 veces por semana", 130.0),
    ("2-3 veces a la semana", 130.0),
    ("una vez por semana", 52.0),
    ("semanalmente", 51.0),
    ("varias veces al mes", 30.0),
    ("una vez por mes", 12.0),
    ("mensualmente", 11.9),
    ("una vez al ano", 1.0),
    ("rara vez", 0.2),
    ("todos os dias", 365.0),
    ("quase todos os dias", 300.0),
    ("varias vezes por semana", 150.0),
    ("algumas vezes por semana", 150.0),
    ("uma vez por semana", 52.0),
    ("uma vez por mes", 12.0),
    ("mensalmente", 11.9),
    ("raramente", 0.2),
    ("ogni giorno", 365.0),
    ("tutti i giorni", 365.0),
    ("piu volte alla settimana", 150.0),
    ("una volta alla settimana", 52.0),
    ("una volta al mese", 12.0),
    ("mai", 0.0),
    ("elke dag", 365.0),
    ("meerdere keren a week", 150.0),
    ("een keer a week", 52.0),
    ("een keer a maand", 12.0),
    ("zelden", 0.2),
    ("毎日", 365.0),
    ("週に数回", 150.0),
    ("週に1回", 52.0),
    ("月に数回", 30.0),
    ("月に1回", 12.0),
    ("年に数回", 7.0),
];

/// Times in a year that a label says; `None` where it says nothing of the kind.
///
/// `Once a month or less` stands just below once a month, `weekly or a few times a month` between the two.
pub fn how_often(label: &str) -> Option<f64> {
    let label = label.replace(" per ", " a ").replace(" an hour", "");
    let bare = label.split(" (").next().unwrap_or(&label);
    let known = |text: &str| OFTEN.iter().find(|(wording, _)| *wording == text).map(|(_, times)| *times);
    if let Some(times) = known(bare) {
        return Some(times);
    }
    for (ending, factor) in [(" or less often", 0.98), (" or less", 0.99), (" or more often", 1.02), (" or more", 1.01)]
    {
        if let Some(times) = bare.strip_suffix(ending).and_then(known) {
            return Some(times * factor);
        }
    }
    let (one, other) = bare.split_once(" or ")?;
    Some(f64::midpoint(known(one)?, known(other)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_wordings_in_one_label_stand_between_both() {
        assert_eq!(how_often("once a week"), how_often("once per week"));
        let order =
            ["never", "less than once a month or monthly", "a few times per month or weekly", "daily or almost daily"];
        let times: Vec<f64> = order.iter().filter_map(|label| how_often(label)).collect();
        assert!(times.len() == 4 && times.is_sorted());
        assert!(how_often("once a year or less") < how_often("once a year"));
        assert_eq!(how_often("red or green"), None);
    }
}
