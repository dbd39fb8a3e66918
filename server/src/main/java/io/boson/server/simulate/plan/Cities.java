package io.boson.server.simulate.plan;

import java.util.List;

/// Where the people of a simulated fleet live: many in Europe and North America, as with most such
/// networks, and some wherever else there are home routers.
final class Cities {

    static final List<City> ALL =
            List.of(
                    new City("DE", "Berlin", "Berlin", 52.52, 13.41, 9),
                    new City("DE", "Hessen", "Frankfurt", 50.11, 8.68, 10),
                    new City("DE", "Bayern", "München", 48.14, 11.58, 7),
                    new City("DE", "Hamburg", "Hamburg", 53.55, 9.99, 5),
                    new City("NL", "Noord-Holland", "Amsterdam", 52.37, 4.90, 8),
                    new City("FR", "Île-de-France", "Paris", 48.86, 2.35, 9),
                    new City("FR", "Provence-Alpes-Côte d'Azur", "Marseille", 43.30, 5.37, 3),
                    new City("GB", "England", "London", 51.51, -0.13, 10),
                    new City("GB", "Scotland", "Edinburgh", 55.95, -3.19, 3),
                    new City("IE", "Leinster", "Dublin", 53.35, -6.26, 3),
                    new City("ES", "Madrid", "Madrid", 40.42, -3.70, 5),
                    new City("ES", "Catalunya", "Barcelona", 41.39, 2.17, 4),
                    new City("PT", "Lisboa", "Lisbon", 38.72, -9.14, 3),
                    new City("IT", "Lombardia", "Milano", 45.46, 9.19, 5),
                    new City("IT", "Lazio", "Roma", 41.90, 12.50, 4),
                    new City("CH", "Zürich", "Zürich", 47.38, 8.54, 4),
                    new City("AT", "Wien", "Wien", 48.21, 16.37, 4),
                    new City("CZ", "Praha", "Praha", 50.08, 14.44, 3),
                    new City("PL", "Mazowieckie", "Warszawa", 52.23, 21.01, 5),
                    new City("SE", "Stockholm", "Stockholm", 59.33, 18.07, 4),
                    new City("NO", "Oslo", "Oslo", 59.91, 10.75, 2),
                    new City("FI", "Uusimaa", "Helsinki", 60.17, 24.94, 3),
                    new City("UA", "Kyiv", "Kyiv", 50.45, 30.52, 3),
                    new City("TR", "İstanbul", "İstanbul", 41.01, 28.98, 4),
                    new City("US", "New York", "New York", 40.71, -74.01, 9),
                    new City("US", "Virginia", "Ashburn", 39.04, -77.49, 6),
                    new City("US", "Illinois", "Chicago", 41.88, -87.63, 5),
                    new City("US", "Texas", "Dallas", 32.78, -96.80, 5),
                    new City("US", "California", "San Francisco", 37.77, -122.42, 7),
                    new City("US", "Washington", "Seattle", 47.61, -122.33, 4),
                    new City("CA", "Ontario", "Toronto", 43.65, -79.38, 5),
                    new City("MX", "Ciudad de México", "Ciudad de México", 19.43, -99.13, 3),
                    new City("BR", "São Paulo", "São Paulo", -23.55, -46.63, 6),
                    new City("AR", "Buenos Aires", "Buenos Aires", -34.60, -58.38, 3),
                    new City("ZA", "Gauteng", "Johannesburg", -26.20, 28.05, 3),
                    new City("KE", "Nairobi", "Nairobi", -1.29, 36.82, 2),
                    new City("IN", "Maharashtra", "Mumbai", 19.08, 72.88, 6),
                    new City("SG", "Singapore", "Singapore", 1.35, 103.82, 5),
                    new City("JP", "Tokyo", "Tokyo", 35.68, 139.69, 7),
                    new City("KR", "Seoul", "Seoul", 37.57, 126.98, 4),
                    new City("AU", "New South Wales", "Sydney", -33.87, 151.21, 4),
                    new City("NZ", "Auckland", "Auckland", -36.85, 174.76, 2));

    private Cities() {}
}
