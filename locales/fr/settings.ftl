### Language and home town.

settings-heading = ⚙️ Réglages
settings-language = 🗣 Langue : { $language }
settings-zone = 🕐 Votre fuseau horaire : { $city }. Nous y sommes le { $date }.
settings-home-saved = ✅ Enregistré. Votre ville : { $place }
button-home = 🏡 Indiquer ma ville
button-blocked = 🚫 Blocages
