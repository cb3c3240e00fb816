### Language and home town.

settings-heading = ⚙️ Settings
settings-language = 🗣 Language: { $language }
settings-zone = 🕐 Your time zone: { $city }. Today is { $date } there.
settings-home-saved = ✅ Saved. Your town: { $place }
button-home = 🏡 Set my town
button-blocked = 🚫 Blocked
