### Language and home town.

settings-heading = ⚙️ Settings
settings-language = 🗣 Language: { $language }
settings-today = 📅 Today is { $date } for you. Your town decides this.
button-home = 🏡 Set my town
