//! Words that platforms write in the language of the survey's owner. Lower case, as `grid::key` makes them,
//! with bars between them.
//!
//! A list is a help, never the only sign of a platform: languages that are not listed are read by structure.

/// The header of the first column of a Google form.
pub(super) const TIMESTAMP: &str = "timestamp|zeitstempel|horodateur|marca temporal|marca de tiempo|carimbo de data/hora|\
    informazioni cronologiche|tijdstempel|tidsstämpel|tidsstempel|tidspunkt|tidstempel|aikaleima|\
    sygnatura czasowa|časová značka|časová pečiatka|időbélyeg|marcaj temporal|marcă temporală|\
    zaman damgası|отметка времени|позначка часу|χρονική σήμανση|タイムスタンプ|时间戳记|时间戳|時間戳記|타임스탬프|\
    dấu thời gian|stempel waktu|cap waktu|ประทับเวลา|חותמת זמן|طابع زمني|marca de temps|\
    vremenska oznaka|časovni žig|клеймо за време|laiko žyma|ajatempel|laikspiedols";

/// What stands under a question with one answer.
pub(super) const RESPONSE: &str = "response|antwort|réponse|respuesta|resposta|risposta|antwoord|reactie|svar|vastaus|odpowiedź|yanıt|\
    ответ|回答|응답|回應|reply|risposte";

/// What stands under a question answered in words.
pub(super) const OPEN_RESPONSE: &str = "open-ended response|open ended response|offene antwort|antwort mit offenem ende|freie antwort|\
    réponse ouverte|réponse libre|respuesta abierta|respuesta de respuesta abierta|resposta aberta|\
    risposta aperta|antwoord op open vraag|open antwoord|öppet svar|åbent svar|åpent svar|avoin vastaus|\
    açık uçlu yanıt|свободный ответ|自由回答|自由回答形式の回答";

/// How the option begins that asks for words of one's own.
pub(super) const OTHER: &str = "other|sonstige|andere|anderes|autre|otro|otra|outro|outra|altro|anders|overig|annat|annan|andet|\
    annet|muu|inne|inny|diğer|другое|その他|其他|기타";

/// Headers of columns that say who a person is.
pub(super) const PERSONAL: &str = "email|e-mail|mail|email address|e-mail address|e-mail-adresse|adresse e-mail|adresse de messagerie|\
    adresse électronique|courriel|correo electrónico|correo|posta elettronica|indirizzo email|\
    endereço de e-mail|e-mailadres|e-post|sähköposti|メールアドレス|your email|your email address|your e-mail|\
    what is your email address?|what is your email?|work email|first name|last name|full name|surname|\
    name|your name|what is your name?|vorname|nachname|prénom|nom|nombre|apellido|apellidos|nome|\
    cognome|sobrenome|naam|voornaam|achternaam|namn|navn|nimi|imię|nazwisko|имя|фамилия|名前|氏名|姓名|phone|\
    phone number|telephone|telephone number|mobile|mobile number|cell phone|telefon|telefonnummer|\
    téléphone|teléfono|telefone|telefono|telefoonnummer|電話番号|ip address|ip|ip-adresse|adresse ip|\
    dirección ip|postal address|street address|address|home address|postal|postal code|zip|zip code|zipcode|postcode|plz|postleitzahl|code postal|linkedin|linkedin url|\
    linkedin profile|twitter handle|latitude|longitude";

/// Headers of weights.
pub(super) const WEIGHT: &str = "weight|weights|wt|wgt|weighting|gewicht|gewichtung|peso";

/// Whether a list holds a text, as it is compared.
pub(super) fn is_listed(list: &str, key: &str) -> bool {
    list.split('|').any(|word| word == key)
}

/// Whether a header, as it is compared, says who a person is.
pub(super) fn is_personal(key: &str) -> bool {
    is_listed(PERSONAL, key.trim_end_matches([':', '*', ' ']))
}

/// Whether an option, as it is compared, asks for words of one's own.
pub(super) fn is_other(key: &str) -> bool {
    OTHER.split('|').any(|word| {
        key.strip_prefix(word).is_some_and(|rest| {
            rest.is_empty() || rest.trim_start().starts_with(['(', ',', ':', '[', '-', '–', '（', '/', '.'])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::super::grid::key;
    use super::*;

    #[test]
    fn every_word_is_written_as_it_is_compared() {
        for list in [TIMESTAMP, RESPONSE, OPEN_RESPONSE, OTHER, PERSONAL, WEIGHT] {
            for word in list.split('|') {
                assert_eq!(key(word), word);
                assert_eq!(list.split('|').filter(|other| *other == word).count(), 1, "{word} stands twice");
            }
        }
    }

    #[test]
    fn an_option_for_own_words_is_told_from_one_that_starts_alike() {
        assert!(is_other("other") && is_other("other (please specify)") && is_other("autre : précisez"));
        assert!(!is_other("other drinks") && !is_other("otherwise"));
    }
}
