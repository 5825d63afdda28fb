//! The key by which people get the same id in every file and every wave of a study, and in no other study.
//!
//! An id is an HMAC-SHA-256 (RFC 2104) of what the export calls the person, with a key that stands in `raw/`, which
//! version control leaves out. Without the key nobody can try names or numbers until one fits. Reading what an export calls
//! a person is not this file's work.

use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::diag::{Diagnostic, Place};
use crate::study::StudyError;

/// Where the key stands in the folder of a study.
pub(in crate::study) const KEY_FILE: &str = "raw/people.key";

/// Bytes of the key, as many as the hash has.
const BYTES: usize = 32;

/// Bytes of a hash that an id shows: a million people share one by chance in one of 40 million studies.
const SHOWN: usize = 8;

/// The secret key of a study.
#[derive(Clone, PartialEq, Eq)]
pub(in crate::study) struct PeopleKey([u8; BYTES]);

impl PeopleKey {
    /// The key of the study in this folder; a new one where it has none yet.
    ///
    /// # Errors
    /// The file of the key cannot be read or holds no key, or the system gives no random bytes.
    pub(in crate::study) fn of(folder: &Path) -> Result<Self, StudyError> {
        let path = folder.join(KEY_FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text).ok_or_else(|| {
                let what = format!("this is no key, expected {} hexadecimal digits", 2 * BYTES);
                Diagnostic::error(Place::file(path.display().to_string()), what)
                    .hint("put the study's own key back; with another one, everybody gets another id")
                    .into()
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::random().map_err(|error| {
                let what = format!("the system gives no random bytes for a key: {error}");
                let hint = format!("write a line of {} random hexadecimal digits there", 2 * BYTES);
                Diagnostic::error(Place::file(path.display().to_string()), what).hint(hint).into()
            }),
            Err(error) => Err(StudyError::Write(error)),
        }
    }

    /// A new key from the random bytes of the operating system.
    fn random() -> io::Result<Self> {
        let mut key = [0; BYTES];
        std::fs::File::open("/dev/urandom")?.read_exact(&mut key)?;
        Ok(Self(key))
    }

    fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.len() == 2 * BYTES && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut key = [0; BYTES];
        for (place, byte) in key.iter_mut().enumerate().filter(|_| digits) {
            *byte = u8::from_str_radix(text.get(2 * place..2 * place + 2)?, 16).ok()?;
        }
        digits.then_some(Self(key))
    }

    /// The text of the key's file.
    pub(in crate::study) fn text(&self) -> String {
        format!("{}\n", hex(&self.0))
    }

    /// The id of a person in this study, from what the export calls them: `p` and 16 hexadecimal digits.
    pub(in crate::study) fn id(&self, person: &str) -> String {
        format!("p{}", hex(&hmac(&self.0, same(person).as_bytes())[..SHOWN]))
    }
}

/// What an export calls a person, so that two exports agree on it: without blanks around it, in small letters, and without
/// the `.0` that a spreadsheet adds to a number.
pub(in crate::study) fn same(person: &str) -> String {
    let person = person.trim();
    let number = person.strip_suffix(".0").filter(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    crate::text::fold_case(number.unwrap_or(person))
}

fn hmac(key: &[u8; BYTES], message: &[u8]) -> [u8; 32] {
    /// Bytes that SHA-256 takes at once; the key is shorter.
    const BLOCK: usize = 64;
    let padded = |with: u8| {
        let mut block = [with; BLOCK];
        block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
        block
    };
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(message).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_rfc_4231() {
        // Test cases 1 and 2 of RFC 4231; HMAC pads a key with zeros, so that a shorter one may be written so.
        let key = |bytes: &[u8]| {
            let mut key = [0; BYTES];
            key[..bytes.len()].copy_from_slice(bytes);
            key
        };
        assert_eq!(
            hex(&hmac(&key(&[0x0b; 20]), b"Hi There")),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
        );
        assert_eq!(
            hex(&hmac(&key(b"Jefe"), b"what do ya want for nothing?")),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_person_has_one_id_however_the_files_write_it_and_another_under_another_key() {
        let one = PeopleKey([7; BYTES]);
        assert_eq!(one.id(" Ada@Example.org"), one.id("ada@example.org "));
        assert_eq!(one.id("118201.0"), one.id("118201"));
        assert_ne!(one.id("118201"), PeopleKey([8; BYTES]).id("118201"));
        assert_eq!(one.id("118201").len(), 17);
    }

    #[test]
    fn the_key_of_a_study_is_kept_and_a_damaged_one_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let new = PeopleKey::of(folder.path()).unwrap();
        assert!(new != PeopleKey::of(folder.path()).unwrap(), "nothing is written here");
        std::fs::create_dir(folder.path().join("raw")).unwrap();
        std::fs::write(folder.path().join(KEY_FILE), new.text()).unwrap();
        assert!(new == PeopleKey::of(folder.path()).unwrap());
        std::fs::write(folder.path().join(KEY_FILE), "0xZZ\n").unwrap();
        assert!(PeopleKey::of(folder.path()).is_err());
    }
}
