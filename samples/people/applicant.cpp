// SPDX-License-Identifier: Apache-2.0
#include "people/applicant.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

namespace enrolkit::people {
namespace {

using Names = std::array<std::string_view, 12>;

struct Region {
  Names surnames, women, men;
  std::array<std::string_view, 6> places;
};

// Kinds of names that a Belgian register holds: particles, diacritics, apostrophes, hyphens, long and short ones.
constexpr std::array<Region, 4> kRegions{{
    {{"Peeters", "Van den Broeck", "De Smet", "D'Hondt", "'t Kindt", "Vandenbussche", "Claes", "Van Hoof-Maes",
      "Jacobs", "Ver Eecke", "Mertens", "de Coninck van Outryve"},
     {"Anna", "Lotte", "Noor", "Zoë", "An-Sofie", "Griet", "Elke", "Liesbeth", "Marie-Louise", "Fien", "Renée", "Ilse"},
     {"Jan", "Pieter-Jan", "Wout", "Thijs", "Koen", "Raphaël", "Bram", "Jef", "Daniël", "Lode", "Senne", "Dirk"},
     {"Gent", "Antwerpen", "Leuven", "Brugge", "Hasselt", "Knokke-Heist"}},
    {{"Dubois", "Lefèvre", "d'Ursel", "de La Vallée", "Piérard", "François", "Noël", "Deprez-Lambert", "Gérard",
      "L'Hoir", "Mathieu", "Le Cœur"},
     {"Élise", "Chloé", "Anne-Catherine", "Maëlle", "Inès", "Françoise", "Léa", "Cécile", "Jeanne", "Noémie", "Aurélie",
      "Lou"},
     {"Hubert-Marie", "Théo", "Jean-François", "Loïc", "Benoît", "Mathéo", "Étienne", "Hugo", "Gaël", "Rémi", "Luc",
      "André"},
     {"Liège", "Namur", "Charleroi", "Louvain-la-Neuve", "Arlon", "Huy"}},
    {{"Müller", "Schröder", "Heinen", "Groß", "Jousten", "Brüls", "Pauels", "Kohnen", "Lüdenscheidt", "Meyer-Schütz",
      "Theiß", "Arimont"},
     {"Käthe", "Sophie", "Jördis", "Anneliese", "Hannah", "Lisa-Marie", "Ute", "Mia", "Helga", "Frieda", "Zita",
      "Ännchen"},
     {"Jürgen", "Karl-Heinz", "Björn", "Lukas", "Günther", "Felix", "Jörg", "Emil", "Tobias", "Söhnke", "Ralf", "Uwe"},
     {"Eupen", "Sankt Vith", "Kelmis", "Büllingen", "Malmedy", "Raeren"}},
    {{"Yılmaz", "Nguyen", "El Amrani", "Ben Haddou", "Kowalczyk", "Ştefănescu", "Mbuyi", "O'Connor", "García Núñez",
      "Øvergård", "Đorđević", "Tshibangu"},
     {"Ayşe", "Fátima", "Małgorzata", "Şirin", "Anh", "Ioana", "Grâce", "Siobhán", "Ángela", "Åse", "Jelena", "Naïma"},
     {"Mehmet", "Yusuf", "Łukasz", "Ştefan", "Minh", "Younès", "Dieudonné", "Seán", "Íñigo", "Håkon", "Dušan", "Ömer"},
     {"Bruxelles", "Oslo", "Kinshasa", "İzmir", "Kraków", "Saint-Josse-ten-Noode"}},
}};

constexpr std::array<std::string_view, 6> kPosts{"Oslo", "Astana", "Rabat", "Kinshasa", "Den Haag", "Paris"};

std::string digits(Random& random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += static_cast<char>('0' + random.index(10));
  return text;
}

// A day on which somebody of that age was born: any of the year that ends on `on`.
Date draw_birth(Random& random, int age, Date on) {
  using std::chrono::days;
  using std::chrono::sys_days;
  const sys_days latest{add_years(on, -age)};
  const sys_days earliest = sys_days{add_years(on, -age - 1)} + days{2};
  const auto span = static_cast<std::size_t>((latest - earliest).count());
  const Date birth{earliest + days{static_cast<int>(random.index(span))}};
  return age_on(birth, on) == age ? birth : Date{earliest};
}

// The form of a Belgian national register number: birth date, a serial (odd for men), 97 minus the remainder.
std::string draw_personal_number(Random& random, Date birth, bool female) {
  const std::string iso = format_date(birth);
  const std::string date = iso.substr(2, 2) + iso.substr(5, 2) + iso.substr(8, 2);
  const int serial = 2 * static_cast<int>(1 + random.index(498)) + (female ? 0 : 1);
  std::string number = date + std::to_string(1000 + serial).substr(1);
  const std::int64_t value = std::stoll((static_cast<int>(birth.year()) >= 2000 ? "2" : "") + number);
  return number + std::to_string(100 + 97 - value % 97).substr(1);
}

}  // namespace

Identity draw_identity(Random& random, int age, bool female, Date on) {
  Identity identity;
  // Most people carry names of one region; the mixed region stands for all others.
  const Region& region = kRegions[random.index(kRegions.size())];
  const Names& given = female ? region.women : region.men;
  identity.female = female;
  identity.surname = random.pick(region.surnames);
  identity.given_names = random.pick(given);
  const std::size_t more = random.index(3);
  for (std::size_t i = 0; i < more; ++i) identity.given_names += " " + std::string(random.pick(given));
  identity.birth_date = draw_birth(random, age, on);
  identity.place_of_birth = random.pick(region.places);
  identity.personal_number = draw_personal_number(random, identity.birth_date, female);
  identity.document_number = {static_cast<char>('A' + random.index(26)), static_cast<char>('A' + random.index(26))};
  identity.document_number += digits(random, 6);
  identity.post = random.pick(kPosts);
  identity.on = on;
  return identity;
}

std::string applicant_json(const Identity& identity) {
  const nlohmann::ordered_json application{{"kind", identity.kind},
                                           {"date", format_date(identity.on)},
                                           {"post", identity.post},
                                           {"registered", "permanent"},
                                           {"keep_seven_years", false}};
  const nlohmann::ordered_json applicant{{"surname", identity.surname},
                                         {"given_names", identity.given_names},
                                         {"birth_date", format_date(identity.birth_date)},
                                         {"sex", identity.female ? "F" : "M"},
                                         {"nationality", "BEL"},
                                         {"place_of_birth", identity.place_of_birth},
                                         {"personal_number", identity.personal_number},
                                         {"issuing_state", "BEL"},
                                         {"document_number", identity.document_number},
                                         {"application", application}};
  return applicant.dump(2) + "\n";
}

}  // namespace enrolkit::people
