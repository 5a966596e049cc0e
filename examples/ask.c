/* ask PACK QUESTION: the whole answer as JSON. */
#include <dictum.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    dictum_session *session = NULL;
    const char *json = NULL;
    int code;

    if (argc != 3) {
        fputs("usage: ask PACK QUESTION\n", stderr);
        return 2;
    }
    code = dictum_open(&session, NULL, 0, DICTUM_ABI_VERSION);
    if (code == DICTUM_OK) code = dictum_set_limit(session, DICTUM_LIMIT_MILLISECONDS, 5000);
    if (code == DICTUM_OK) code = dictum_load(session, argv[1], NULL);
    if (code == DICTUM_OK) code = dictum_ask(session, argv[2], NULL, &json, NULL);
    if (code == DICTUM_OK) puts(json);
    else fprintf(stderr, "%s\n", dictum_error_message(session));
    dictum_close(session);
    return code == DICTUM_OK ? 0 : 2;
}
