/*
 * The C interface from a C program: everything that a small embedder does, over the shipped pack.
 * session PACK; exit 1 and a line for the first thing that is not as it should be.
 */
#include <stdio.h>
#include <string.h>

#include "dictum.h"

#define EXPECT(condition)                                                       \
    do {                                                                        \
        if (!(condition)) {                                                     \
            fprintf(stderr, "line %d: %s\n%s\n", __LINE__, #condition,          \
                    dictum_error_message(session));                             \
            return 1;                                                           \
        }                                                                       \
    } while (0)

static int prices(dictum_session *session)
{
    dictum_goal *goal = NULL;
    dictum_quantity price;
    const char *text = NULL;
    size_t length = 0;

    EXPECT(dictum_goal_prepare(session, "server_price(server, price)", &goal) == DICTUM_OK);
    EXPECT(dictum_goal_width(goal) == 2);
    EXPECT(strcmp(dictum_goal_type(goal, 1), "CNY") == 0);
    EXPECT(dictum_goal_bind_text(goal, 0, "domestic", DICTUM_TERMINATED) == DICTUM_OK);
    EXPECT(dictum_goal_step(goal) == DICTUM_ROW);
    EXPECT(dictum_goal_quantity(goal, 1, &price) == DICTUM_OK);
    EXPECT(price.lo == 1200000 && price.hi == 1400000);
    EXPECT(strcmp(price.unit, "CNY") == 0);
    EXPECT(dictum_goal_text(goal, 0, &text, &length) == DICTUM_OK);
    EXPECT(length == strlen("domestic") && strcmp(text, "domestic") == 0);
    EXPECT(dictum_goal_step(goal) == DICTUM_DONE);
    EXPECT(dictum_close(session) == DICTUM_BUSY);
    EXPECT(dictum_goal_finalize(goal) == DICTUM_OK);
    return 0;
}

static int questions(dictum_session *session)
{
    const char *json = NULL;

    EXPECT(dictum_ask(session, "What does an A100 server cost?", NULL, &json, NULL) == DICTUM_OK);
    EXPECT(strstr(json, "\"status\": ") != NULL);
    EXPECT(dictum_query(session, "server_price(s, p", NULL, &json, NULL) == DICTUM_INVALID);
    EXPECT(json == NULL);
    EXPECT(strstr(dictum_error_message(session), "goal:1:") != NULL);
    EXPECT(dictum_problem_count(session) == 1);
    return 0;
}

int main(int argc, char **argv)
{
    dictum_session *session = NULL;

    if (argc != 2) return 2;
    EXPECT(dictum_open(&session, NULL, 0, DICTUM_ABI_VERSION) == DICTUM_OK);
    EXPECT(dictum_load(session, argv[1], NULL) == DICTUM_OK);
    if (prices(session) != 0 || questions(session) != 0) return 1;
    EXPECT(dictum_close(session) == DICTUM_OK);
    return 0;
}
