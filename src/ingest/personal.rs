//! Which columns say who a person is: by the name of the column, and by what stands in its cells.
//!
//! What is done about them is left to others: `tag` warns or drops, a study keeps them out of its outputs.

mod cells;
mod masked_text;
mod phrases;
mod traces;

use std::fmt;

use crate::text::fold;
use cells::{Fits, looks_like};
pub use masked_text::MaskedText;
use phrases::{FILLERS, PHRASES};
pub use traces::{Masked, Trace, traces};

/// What a column says of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Personal {
    /// A name, or a part of one.
    Name,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A postal address, or the street or postcode of one.
    Address,
    /// A place by latitude and longitude.
    Position,
    /// An IP address.
    Ip,
    /// A profile on a platform: its link, its number (URN), or its handle.
    Profile,
}

impl Personal {
    /// Every kind.
    pub const ALL: [Self; 7] =
        [Self::Name, Self::Email, Self::Phone, Self::Address, Self::Position, Self::Ip, Self::Profile];

    /// The word for messages, in the plural: `e-mail addresses`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "names",
            Self::Email => "e-mail addresses",
            Self::Phone => "telephone numbers",
            Self::Address => "postal addresses",
            Self::Position => "positions",
            Self::Ip => "IP addresses",
            Self::Profile => "profiles",
        }
    }
}

impl fmt::Display for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// What a column says of a person; `None` where it says nothing that is known here.
///
/// `cells` are those of a sample, blank ones among them. The header counts where every word of it is known: `Email
/// address`, `What is your first name?`, `Numéro de téléphone` are, `Email frequency` and `Company name` are not. Cells
/// overrule it where they can: a column `Phone` of several cells without a single number is about telephones. Whatever
/// the header, a column is personal where most cells that are not blank are e-mail addresses, telephone numbers, IP
/// addresses, positions or profiles; a number alone is never taken for a telephone number.
#[must_use]
pub fn personal(header: &str, cells: &mut dyn Iterator<Item = &str>) -> Option<Personal> {
    let by_header = by_header(header);
    let mut found = Found::default();
    cells.map(str::trim).filter(|cell| !cell.is_empty()).for_each(|cell| found.add(cell, by_header));
    if let Some(kind) = found.most() {
        return Some(kind);
    }
    // A few cells prove nothing: some platforms repeat the header in rows of their own.
    by_header.filter(|_| found.filled < ENOUGH || found.allowed > 0)
}

/// Cells that together can overrule a header.
const ENOUGH: usize = 3;

/// What a header says, where every word of it is known.
fn by_header(header: &str) -> Option<Personal> {
    /// No header is longer that only asks for one of these.
    const LONGEST: usize = 120;
    if header.len() > LONGEST {
        return None;
    }
    // Capitals begin a word in `RecipientEmail`, and do not in `LinkedIn`.
    of_words(&words(&parted(header))).or_else(|| of_words(&words(header)))
}

fn of_words(words: &[String]) -> Option<Personal> {
    let mut found = None;
    let mut rest = words;
    while let Some(first) = rest.first() {
        let phrase = PHRASES
            .iter()
            .flat_map(|(kind, phrases)| phrases.split('|').map(move |phrase| (*kind, phrase)))
            .filter(|(_, phrase)| phrase.starts_with(&**first))
            .map(|(kind, phrase)| (kind, phrase.split(' ').count(), phrase))
            .filter(|(_, length, phrase)| {
                *length <= rest.len() && phrase.split(' ').zip(rest).all(|(asked, word)| asked == *word)
            })
            .max_by_key(|(_, length, _)| *length);
        match phrase {
            Some((kind, length, _)) => {
                found = found.or(Some(kind));
                rest = &rest[length..];
            }
            None if is_filler(first) => rest = &rest[1..],
            None => return None,
        }
    }
    found
}

/// A word that changes nothing: an article, `your`, or the number of a question.
fn is_filler(word: &str) -> bool {
    let number = word.strip_prefix(['q', 'f']).unwrap_or(word);
    FILLERS.split('|').any(|filler| filler == word) || number.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a header, folded.
fn words(header: &str) -> Vec<String> {
    // Folded first: an accent may be a character of its own.
    let folded = fold(header);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The header with a blank where a capital begins a word: `RecipientFirstName` is three, `IPAddress` two.
fn parted(header: &str) -> String {
    let mut parted = String::with_capacity(header.len() + 8);
    let mut before = ' ';
    let mut rest = header.chars().peekable();
    while let Some(c) = rest.next() {
        let ends_capitals = before.is_uppercase() && rest.peek().is_some_and(|after| after.is_lowercase());
        if c.is_uppercase() && (before.is_lowercase() || ends_capitals) {
            parted.push(' ');
        }
        parted.push(c);
        before = c;
    }
    parted
}

/// What was seen in the cells.
#[derive(Default)]
struct Found {
    /// Cells that are not blank.
    filled: usize,
    /// Cells of each kind, in the order of [`Personal::ALL`].
    kinds: [usize; Personal::ALL.len()],
    /// Cells that can be what the header says.
    allowed: usize,
}

impl Found {
    fn add(&mut self, cell: &str, header: Option<Personal>) {
        self.filled += 1;
        if let Some(kind) = looks_like(cell) {
            self.kinds[kind as usize] += 1;
        }
        self.allowed += usize::from(header.is_some_and(|kind| kind.allows(cell)));
    }

    /// What most cells are.
    fn most(&self) -> Option<Personal> {
        Personal::ALL.into_iter().find(|kind| self.kinds[*kind as usize] * 2 > self.filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(header: &str) -> Option<Personal> {
        personal(header, &mut std::iter::empty())
    }

    fn column(header: &str, cells: &[&str]) -> Option<Personal> {
        personal(header, &mut cells.iter().copied())
    }

    #[test]
    fn columns_are_recognised_by_their_headers_in_several_languages() {
        use Personal::{Address, Email, Ip, Name, Phone, Position, Profile};
        let rows = [
            (
                Name,
                "Name|first_name|RecipientLastName|Full Name:|What is your name?|firstname. First name|Vorname|\
                Nachname|Prénom|Nom de famille|Apellidos|Nombre completo|Achternaam|Voornaam|Sobrenome|Cognome|\
                Q3. Your last name (optional)|Wie lautet Ihr Name?|FAMILY NAME|Pre\u{301}nom|Customer name|\
                Nome e cognome|Förnamn|Imię|Please enter your full name|actor.name|\
                Hello, what is your name?|Can we have your first name?",
            ),
            (
                Email,
                "Email|E-mail|Email Address|RecipientEmail|What’s your e-mail address?|Adresse e-mail|\
                E-Mail-Adresse|Courriel|Correo electrónico|E-mailadres|Endereço de e-mail|Indirizzo email|\
                contact_email|Bitte geben Sie Ihre E-Mail-Adresse an",
            ),
            (
                Phone,
                "Phone|Phone number|mobile_number|Telefonnummer|Handynummer|Numéro de téléphone|Teléfono móvil|\
                Telefoonnummer|Telemóvel|Cellulare|Numero di telefono|Tel.",
            ),
            (
                Address,
                "Address|Street address|Home address|Postcode|ZIP code|Anschrift|Straße|PLZ|Adresse postale|\
                Code postal|Dirección|Código postal|Adres|Morada|Indirizzo|Address Line 2",
            ),
            (Position, "LocationLatitude|LocationLongitude|lat|lng|Breitengrad|Längengrad|GPS coordinates"),
            (Ip, "IPAddress|IP Address|ipaddr. IP address|IP-Adresse|Adresse IP|Dirección IP"),
            (
                Profile,
                "Profile URL|profileUrl|LinkedIn profile|LinkedIn|Member URN|authorUrn|Username|Twitter handle|\
                Benutzername|Nom d'utilisateur|Gebruikersnaam",
            ),
        ];
        for (kind, headers) in rows {
            for found in headers.split('|') {
                assert_eq!(header(found), Some(kind), "{found}");
            }
        }
    }

    #[test]
    fn headers_that_only_speak_of_such_things_raise_no_alarm() {
        let others = "Company name|Product name|Name a brand|What is your name for the new drink?|Email frequency|\
            How often do you read our emails?|Phone model|Which phone do you own?|Brand name|Filename|\
            Would you give us your address by e-mail in future?|Name one thing that you like|City|Country|Event name|\
            Collector name|Name of the event|Addressed|comment|Text|id|Respondent ID|Mobile or desktop|Long answer|\
            Profile of the school|Nom du produit|Firmenname|Street food|Nombre de personas|Numero de hijos|Contact|User|\
            Number||?|42|Q1|ResponseId|Please rate the position of the logo|Preferred contact by email|Name your price";
        for other in others.split('|') {
            assert_eq!(header(other), None, "{other}");
        }
    }

    #[test]
    fn cells_tell_where_the_header_does_not() {
        let rows: [(Personal, &[&str]); 8] = [
            (Personal::Email, &["a.b@example.org", "", "c@example.co.uk", "none"]),
            (Personal::Email, &["A B <a@example.org>", "mailto:c@example.com"]),
            (Personal::Ip, &["192.0.2.7", "2001:db8::1", "198.51.100.12"]),
            (Personal::Phone, &["+49 30 1234567", "030/123 45 67", "(555) 010-9999", "555-010-9999"]),
            (Personal::Phone, &["06 12 34 56 78", "0612345678"]),
            (Personal::Profile, &["https://www.linkedin.com/in/somebody-1", "linkedin.com/in/x/"]),
            (Personal::Profile, &["urn:li:person:AbC", "urn:li:member:77", "@somebody"]),
            (Personal::Position, &["52.5200, 13.4050", "-33.8688,151.2093"]),
        ];
        for (kind, cells) in rows {
            assert_eq!(column("Custom Data 1", cells), Some(kind), "{cells:?}");
        }
    }

    #[test]
    fn numbers_dates_links_and_comments_raise_no_alarm() {
        let rows: [&[&str]; 12] = [
            &["20210701", "20210702"],
            &["2021-07-01", "2021-07-02 10:30:00", "01.07.2021", "1/7/2021"],
            &["1234567", "0000012345", "1 234 567", "1,234,567.89"],
            &["12.5", "13.25", "0.05"],
            &["https://www.linkedin.com/feed/update/urn:li:activity:7", "https://example.org/in/x"],
            &["write to me at a@example.org please", "ok"],
            &["1.2.3", "2.0.1"],
            &["10:30", "12:45:10", "::"],
            &["3, 4", "5, 6", "1.5, 2.5"],
            &["yes", "no", "@", "a@b"],
            &["5-7", "10-15", "0-100", "2020-2021"],
            &["978-3-16-148410-0", "0-306-40615-2"],
        ];
        for cells in rows {
            assert_eq!(column("Custom Data 1", cells), None, "{cells:?}");
        }
    }

    #[test]
    fn cells_overrule_a_header_that_they_cannot_be() {
        assert_eq!(column("Email", &["yes", "no", "weekly"]), None);
        assert_eq!(column("Phone", &["Model A", "Model B", "Model A"]), None);
        assert_eq!(column("LinkedIn", &["Selected", "Not selected", "Selected"]), None);
        assert_eq!(column("Name", &["1", "2", "2"]), None);
        assert_eq!(column("Latitude", &["north", "south", "west"]), None);
        assert_eq!(column("Address", &["192.0.2.1", "192.0.2.2"]), Some(Personal::Ip));
        assert_eq!(column("Name", &["Ada", "", "Jo"]), Some(Personal::Name));
        assert_eq!(column("Phone", &["12345678"]), Some(Personal::Phone));
        assert_eq!(column("Email", &["", ""]), Some(Personal::Email));
        assert_eq!(
            column("RecipientEmail", &["Recipient Email", "{\"id\":\"recipientEmail\"}"]),
            Some(Personal::Email)
        );
        assert_eq!(column("lat", &["52.5", "13"]), Some(Personal::Position));
    }

    #[test]
    fn a_very_long_header_and_cell_are_no_trouble() {
        let long = "name ".repeat(1 << 20);
        assert_eq!(personal(&long, &mut [long.as_str()].into_iter()), None);
    }

    #[test]
    fn every_phrase_stands_as_a_header_is_folded_to() {
        for (_, phrases) in PHRASES {
            for phrase in phrases.split('|') {
                assert_eq!(words(phrase).join(" "), phrase);
            }
        }
        assert!(FILLERS.split('|').all(|filler| words(filler) == [filler]));
    }
}
