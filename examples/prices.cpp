// prices PACK: what servers cost, by a goal that is prepared once; and what a rise would change.
#include <dictum.hpp>
#include <iostream>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto session = dictum::Session::in_memory();
    if (!session.load(argv[1])) {
        std::cerr << session.message() << '\n';
        return 2;
    }
    auto goal = session.prepare("server_price(server, price)");
    for (const dictum::Row& row : goal) {
        const auto price = row.quantity("price");
        std::cout << *row.text("server") << ' ' << price->lo << ".." << price->hi << ' '
                  << price->unit << (row.strength()->disputed ? " (disputed)" : "") << '\n';
    }
    goal.bind("server", "ascend");
    for (const dictum::Row& row : goal) std::cout << "bound: " << *row.text("price") << '\n';
    if (!goal.bind("server", "asend")) std::cout << session.message() << '\n';
    session.assert_fact("server_price(\"ascend\", 200万元)");
    int rows = 0;
    for ([[maybe_unused]] const dictum::Row& row : goal) ++rows;
    std::cout << "prices of ascend with the assumed one: " << rows << '\n';
    return 0;
}
