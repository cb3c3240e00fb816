### Language and home town.

settings-heading = ⚙️ الإعدادات
settings-language = 🗣 اللغة: { $language }
settings-zone = 🕐 توقيتك: { $city }. اليوم هناك { $date }.
settings-home-saved = ✅ تمّ الحفظ. مدينتك: { $place }
button-home = 🏡 تحديد مدينتي
button-blocked = 🚫 المحظورون
