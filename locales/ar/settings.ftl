### Language and home town.

settings-heading = ⚙️ الإعدادات
settings-language = 🗣 اللغة: { $language }
settings-today = 📅 اليوم عندك { $date }، حسب مدينتك.
button-home = 🏡 تحديد مدينتي
