### What the other side of a conversation is called.

alias = { $colour }{ $emoji } { $animal }
animal-fox = Fox
animal-bear = Bear
animal-lion = Lion
animal-tiger = Tiger
animal-panda = Panda
animal-koala = Koala
animal-rabbit = Rabbit
animal-turtle = Turtle
animal-dolphin = Dolphin
animal-whale = Whale
animal-owl = Owl
animal-eagle = Eagle
animal-camel = Camel
animal-elephant = Elephant
animal-giraffe = Giraffe
animal-zebra = Zebra
animal-horse = Horse
animal-cat = Cat
animal-hedgehog = Hedgehog
animal-penguin = Penguin
animal-butterfly = Butterfly
animal-bee = Bee
animal-octopus = Octopus
animal-flamingo = Flamingo
