### Language and home town.

settings-heading = ⚙️ Réglages
settings-language = 🗣 Langue : { $language }
settings-today = 📅 Chez vous, nous sommes le { $date }. Votre ville en décide.
button-home = 🏡 Indiquer ma ville
