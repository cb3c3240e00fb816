### The commands of a platform’s menu: a few words each.

command-post = Ask for something
command-browse = See what others ask for
command-mine = Your requests
command-saved = Requests you saved
command-chats = Your chats
command-alerts = Be told of new requests
command-trips = Your trips
command-offers = What people offer to bring
command-deals = Your offers and deals
command-profile = What others see of you
command-settings = Language and town
command-help = How it works
command-cancel = Stop what you are doing
command-start = The menu
