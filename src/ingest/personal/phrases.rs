//! The words of headers that ask who a person is, folded: lower case, without accents, parted by blanks;
//! one phrase from the next by a bar.
//!
//! English, German, French, Spanish, Dutch, Portuguese and Italian, with the commonest of the Nordic languages and
//! Polish. A word that also stands for other things (`via`, `long`, `portable`) is left out.

use super::Personal;

/// What a header calls each kind. The longest phrase that stands somewhere counts there: `IP address` is no address.
pub(super) const PHRASES: &[(Personal, &str)] = &[
    (Personal::Name, NAMES),
    (Personal::Email, EMAILS),
    (Personal::Phone, PHONES),
    (Personal::Address, ADDRESSES),
    (Personal::Position, POSITIONS),
    (Personal::Ip, IPS),
    (Personal::Profile, PROFILES),
];

const NAMES: &str = "\
    name|names|first name|last name|middle name|full name|given name|family name|maiden name|second name|\
    firstname|lastname|fullname|fname|lname|surname|forename|initials|vorname|nachname|familienname|zuname|\
    vollstandiger name|namen|nom|prenom|prenoms|noms|nom de famille|nom complet|nombre|nombres|apellido|apellidos|\
    nombre completo|nombre de pila|primer apellido|segundo apellido|naam|voornaam|achternaam|familienaam|\
    volledige naam|tussenvoegsel|nome|sobrenome|apelido|nome completo|primeiro nome|ultimo nome|nome proprio|\
    cognome|nominativo|fornamn|efternamn|namn|fornavn|etternavn|efternavn|navn|imie|nazwisko|imie i nazwisko|\
    etunimi|sukunimi|nimi";

const EMAILS: &str = "\
    email|e mail|mail|emails|email address|e mail address|mail address|emailaddress|email addresses|email id|\
    mailadresse|emailadresse|e mail adresse|email adresse|mail adresse|courriel|adresse email|adresse e mail|\
    adresse mail|adresse courriel|adresse electronique|mel|correo|correo electronico|direccion de correo|\
    direccion de correo electronico|direccion de email|emailadres|e mailadres|e mail adres|email adres|\
    endereco de email|endereco de e mail|endereco eletronico|correio eletronico|correio electronico|\
    indirizzo email|indirizzo e mail|indirizzo mail|posta elettronica|indirizzo di posta elettronica|e post|epost|\
    e postadress|adres email|adres e mail|sahkoposti";

const PHONES: &str = "\
    phone|telephone|phone number|telephone number|phone no|mobile|mobile phone|mobile number|mobile phone number|\
    cell phone|cell phone number|cell number|cellphone|tel|tel no|fax|fax number|whatsapp number|phonenumber|\
    mobilephone|home phone|work phone|daytime phone|telefon|telefonnummer|telefonnr|handy|handynummer|handynr|\
    mobilnummer|mobiltelefon|rufnummer|mobilfunknummer|festnetz|festnetznummer|faxnummer|numero de telephone|\
    telephone portable|telephone mobile|numero de portable|no de telephone|gsm|telefono|numero de telefono|movil|\
    telefono movil|numero de movil|celular|numero de celular|telefoon|telefoonnummer|mobiel|mobiel nummer|\
    telefoonnr|gsm nummer|telefone|numero de telefone|telemovel|numero de telemovel|telefone celular|\
    numero do celular|numero di telefono|cellulare|numero di cellulare|telefono cellulare|recapito telefonico|\
    telefonnumer|puhelin|puhelinnumero|numer telefonu";

const ADDRESSES: &str = "\
    address|addresses|street|street address|street name|home address|postal address|mailing address|address line|\
    house number|zip|zip code|zipcode|postcode|post code|postal code|billing address|shipping address|\
    delivery address|adresse|anschrift|strasse|hausnummer|strasse und hausnummer|plz|postleitzahl|postanschrift|\
    wohnadresse|wohnanschrift|postadresse|adresse postale|rue|code postal|adresse complete|domicile|direccion|\
    direccion postal|calle|domicilio|codigo postal|adres|straat|straatnaam|huisnummer|woonadres|postadres|\
    endereco|morada|rua|codigo de endereco postal|cep|indirizzo|indirizzo di casa|codice postale|\
    indirizzo postale|adress|postnummer|gatuadress|ulica|kod pocztowy|postinumero";

const POSITIONS: &str = "\
    latitude|longitude|lat|lng|lon|lat long|lat lon|lat lng|latlng|location latitude|location longitude|gps|\
    gps position|gps coordinates|gps location|coordinates|geolocation|geo location|geo lat|geo long|geo lon|\
    location lat|location long|latitude and longitude|breitengrad|langengrad|koordinaten|gps koordinaten|\
    coordonnees gps|latitud|longitud|coordenadas|breedtegraad|lengtegraad|latitudine|longitudine|coordinate gps";

const IPS: &str = "\
    ip|ip address|ipaddress|ip addr|ipaddr|ip adresse|adresse ip|direccion ip|ip adres|endereco ip|indirizzo ip|\
    ip adress|ipv4|ipv6";

const PROFILES: &str = "\
    profile url|profile link|profile id|profile urn|public profile|public profile url|profile page|linkedin|\
    linkedin profile|linkedin url|linkedin link|linkedin profile url|linkedin profile link|linkedin id|member urn|\
    member id urn|person urn|author urn|actor urn|commenter urn|urn|author url|commenter url|member url|user url|\
    author profile|author link|twitter|twitter handle|twitter username|twitter profile|x handle|instagram|\
    instagram handle|instagram username|facebook|facebook profile|tiktok|tiktok handle|github username|skype|\
    handle|username|user name|screen name|display name|login name|account name|nickname|benutzername|profillink|\
    profil link|profil url|nutzername|nom d utilisateur|lien du profil|pseudonyme|nombre de usuario|\
    enlace al perfil|gebruikersnaam|nome de usuario|nome do usuario|nome de utilizador|nome utente|\
    link al profilo|anvandarnamn|brugernavn";

/// Words that change nothing beside those above.
pub(super) const FILLERS: &str = "\
    a|an|and|are|below|contact|enter|give|here|if|is|line|my|of|or|optional|please|provide|required|s|tell|the|\
    type|us|what|write|you|your|actor|applicant|creator|from|poster|sender|attendee|author|child|client|\
    commenter|customer|employee|guest|member|parent|participant|patient|person|recipient|respondent|speaker|\
    student|subscriber|teacher|user|visitor|voter|angeben|bitte|der|die|das|dein|deine|eingeben|geben|ihr|ihre|\
    ihren|ist|lautet|sie|teilnehmer|und|was|wie|entrer|est|et|indiquer|indiquez|l|la|le|quel|quelle|repondant|\
    saisir|ton|veuillez|votre|vos|cual|es|escriba|favor|indique|por|su|sus|tu|y|en|geef|jouw|op|uw|vul|wat|in|\
    hello|hi|hey|welcome|first|let|start|with|can|could|may|we|have|hallo|bonjour|salut|hola|ciao|ola|\
    je|e|o|qual|seu|sua|seus|il|inserisci|inserire|lei|suo|tuo|tua|un|una";
