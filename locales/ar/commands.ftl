### The commands of a platform’s menu: a few words each.

command-post = طلب شيء
command-browse = تصفّح الطلبات
command-mine = طلباتك
command-saved = الطلبات المحفوظة
command-chats = محادثاتك
command-alerts = تنبيهات بالطلبات الجديدة
command-trips = رحلاتك
command-offers = ما يعرض الناس توصيله
command-deals = عروضك واتفاقاتك
command-profile = ما يراه الآخرون عنك
command-settings = اللغة والمدينة
command-help = كيف يعمل
command-cancel = إيقاف ما تفعله
command-start = القائمة
