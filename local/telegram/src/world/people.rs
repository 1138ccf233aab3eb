//! Personas: the people who write to bots from this machine.

use super::World;
use crate::events::What;
use crate::model::Persona;
use crate::persist::Record;

const FIRST_ID: i64 = 5_000_001;

/// Names, language and zone of somebody new.
pub(crate) struct NewPersona {
    pub first_name: String,
    pub last_name: Option<String>,
    pub username: Option<String>,
    pub language_code: String,
    pub zone: String,
}

impl World {
    pub fn create_persona(&mut self, new: NewPersona) -> Persona {
        let id = self.personas.keys().next_back().map_or(FIRST_ID, |id| id + 1);
        let NewPersona { first_name, last_name, username, language_code, zone } = new;
        let persona = Persona { id, first_name, last_name, username, language_code, zone };
        self.save_persona(persona.clone());
        persona
    }

    pub fn save_persona(&mut self, persona: Persona) {
        self.log.write(&Record::persona(&persona));
        self.personas.insert(persona.id, persona);
        self.events.tell_all(What::Personas);
    }

    /// The people a new data folder starts with: the suite's four languages.
    pub fn create_default_personas(&mut self) {
        let people = [
            ("Anna", "anna_local", "en", "Europe/London"),
            ("Олег", "oleh_local", "uk", "Europe/Kyiv"),
            ("Мария", "maria_local", "ru", "Europe/Moscow"),
            ("Zofia", "zofia_local", "pl", "Europe/Warsaw"),
        ];
        for (name, username, language, zone) in people {
            self.create_persona(NewPersona {
                first_name: name.into(),
                last_name: None,
                username: Some(username.into()),
                language_code: language.into(),
                zone: zone.into(),
            });
        }
    }
}
