### What the other side of a conversation is called.

alias = { $colour }{ $emoji } { $animal }
animal-fox = Renard
animal-bear = Ours
animal-lion = Lion
animal-tiger = Tigre
animal-panda = Panda
animal-koala = Koala
animal-rabbit = Lapin
animal-turtle = Tortue
animal-dolphin = Dauphin
animal-whale = Baleine
animal-owl = Hibou
animal-eagle = Aigle
animal-camel = Chameau
animal-elephant = Éléphant
animal-giraffe = Girafe
animal-zebra = Zèbre
animal-horse = Cheval
animal-cat = Chat
animal-hedgehog = Hérisson
animal-penguin = Pingouin
animal-butterfly = Papillon
animal-bee = Abeille
animal-octopus = Pieuvre
animal-flamingo = Flamant
