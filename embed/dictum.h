/*
 * Dictum: rules and claims that cite their sentence, asked from a program.
 *
 *     dictum_session *session = NULL;
 *     dictum_goal *goal = NULL;
 *     dictum_open(&session, "kb.db", 0, DICTUM_ABI_VERSION);
 *     dictum_goal_prepare(session, "server_price(server, price)", &goal);
 *     dictum_goal_bind_text(goal, 0, "domestic", DICTUM_TERMINATED);
 *     while (dictum_goal_step(goal) == DICTUM_ROW) {
 *         dictum_quantity price;
 *         dictum_goal_quantity(goal, 1, &price);
 *     }
 *     dictum_goal_finalize(goal);
 *     dictum_close(session);
 *
 * Codes. Functions return a code: DICTUM_OK, or what went wrong. What is wrong in words, and every
 * mistake of a text by itself, is then read from the session. A session goes on working after any
 * error, and what failed has changed nothing. Every function that takes a session or a goal may
 * give DICTUM_MISUSE (NULL where something is needed, a finalized goal, an index out of range, a
 * call while another one runs on the session), DICTUM_NOMEM, and DICTUM_INTERNAL for a defect of
 * the library; others are named with the function.
 *
 * Threads. There is no global state. A session, its goals and its options are used by one thread at
 * a time; a call from a second thread during a call is refused as misuse. Any number of sessions
 * may run in a process, and read one file. Only dictum_interrupt is meant for other threads.
 *
 * Lifetimes. Text is UTF-8, and ends with a zero byte that its length doesn't count. A text that a
 * session gives is good until the next call that gives one on that session, a text of a goal until
 * the next call on that goal; both end with dictum_close.
 */
#ifndef DICTUM_H
#define DICTUM_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define DICTUM_API __attribute__((visibility("default")))
#else
#define DICTUM_API
#endif

/* Changes when a program that was compiled with an older header can't use the library any more. */
#define DICTUM_ABI_VERSION 1

/* As the length of a text: it ends at its zero byte. */
#define DICTUM_TERMINATED ((size_t)-1)

/* Codes. Their values never change. */
enum {
    DICTUM_OK = 0,
    DICTUM_INVALID = 1,      /* a text that is wrong: see the problems of the session */
    DICTUM_NOT_FOUND = 2,    /* a file, a table, a source, a fact that is not there */
    DICTUM_IO = 3,           /* reading or writing failed */
    DICTUM_LIMIT = 4,        /* a limit of the session was reached */
    DICTUM_INTERRUPTED = 5,  /* by dictum_interrupt, or by the progress callback */
    DICTUM_NOMEM = 6,        /* memory ran out */
    DICTUM_UNSUPPORTED = 7,  /* understood, and not possible */
    DICTUM_DAMAGED = 8,      /* a file that is not what it claims to be */
    DICTUM_MISUSE = 9,       /* the call itself is wrong */
    DICTUM_INTERNAL = 10,    /* a defect of the library */
    DICTUM_BUSY = 11,        /* goals are still prepared, or facts asserted */
    DICTUM_ABI = 12,         /* the program was compiled with the header of another version */
    DICTUM_ROW = 100,        /* dictum_goal_step: there is a row */
    DICTUM_DONE = 101        /* dictum_goal_step: there is none left */
};

typedef struct dictum_session dictum_session;
typedef struct dictum_goal dictum_goal;
typedef struct dictum_options dictum_options;

/* ---- the library ----------------------------------------------------------------------------- */

/* "0.1.0". Never freed; any thread. */
DICTUM_API const char *dictum_version(void);
/* The DICTUM_ABI_VERSION that the library was built with. Any thread. */
DICTUM_API int dictum_abi_version(void);
/* "DICTUM_LIMIT"; "unknown code" for a number that is none. Never freed; any thread. */
DICTUM_API const char *dictum_code_name(int code);

/* ---- sessions -------------------------------------------------------------------------------- */

enum {
    DICTUM_CREATE = 1 /* the file need not be there: the first dictum_load makes it */
};

/*
 * Opens a knowledge base file, or with a NULL file an empty session in memory that packs are loaded
 * into. `abi` is DICTUM_ABI_VERSION. On an error *session is a session that can only tell it (and
 * must be closed), or NULL when there is no memory, with DICTUM_MISUSE, or with DICTUM_ABI.
 * Codes: NOT_FOUND, IO, DAMAGED, UNSUPPORTED (a file of a newer version), INVALID, ABI.
 */
DICTUM_API int dictum_open(dictum_session **session, const char *file, int flags, int abi);

/*
 * Ends the session and frees everything that it gave. NULL is fine. BUSY while goals are prepared:
 * finalize them first; the session stays open.
 */
DICTUM_API int dictum_close(dictum_session *session);

/*
 * Loads a pack, a folder of TOML files: into memory beside those loaded before, or into the file of
 * the session, where it takes the place of a pack of the same name. `recorded_at` is the time that
 * a file notes, as "2024-05-01T12:00:00Z"; NULL for memory. All of it or nothing.
 * Codes: INVALID, NOT_FOUND, IO, DAMAGED, LIMIT, BUSY (goals are prepared, or facts asserted).
 */
DICTUM_API int dictum_load(dictum_session *session, const char *folder, const char *recorded_at);

/* ---- what went wrong ------------------------------------------------------------------------- */

typedef struct dictum_problem {
    const char *id;      /* stable: "unbound-variable" */
    const char *file;    /* or what the text is: "goal", "assume" */
    const char *message; /* one sentence */
    const char *mend;    /* what to write instead; empty when that is not known */
    int line;            /* from 1 */
    int column;          /* from 1, in code points */
    int is_warning;
} dictum_problem;

/* Of the last call on the session or its goals; DICTUM_OK after one that went well. */
DICTUM_API int dictum_error_code(const dictum_session *session);
/*
 * The whole of it in words, as the command line prints it: `file:line:column: error: ...` with the
 * line and a caret. Empty after a call that went well. Good until the next call on the session.
 */
DICTUM_API const char *dictum_error_message(const dictum_session *session);
/* How many mistakes of a text there are; 0 when no text is to blame. */
DICTUM_API size_t dictum_problem_count(const dictum_session *session);
/* One of them. Its texts are good until the next call on the session. */
DICTUM_API int dictum_problem_at(const dictum_session *session, size_t index,
                                 dictum_problem *problem);
/* What the loaded packs were warned of, each as the command line prints it. */
DICTUM_API size_t dictum_warning_count(const dictum_session *session);
/* NULL when there is no such warning. Good until the next dictum_load. */
DICTUM_API const char *dictum_warning_at(const dictum_session *session, size_t index);

/* ---- limits ---------------------------------------------------------------------------------- */

enum {
    DICTUM_LIMIT_MILLISECONDS = 1, /* of one call; 0: none, which is what a session begins with */
    DICTUM_LIMIT_BYTES = 2,        /* held by relations, indexes and values; 1 GiB */
    DICTUM_LIMIT_TUPLES = 3,       /* derived in a run; 50 million */
    DICTUM_LIMIT_ROUNDS = 4,       /* of one fixpoint; 1 million */
    DICTUM_LIMIT_ROWS = 5,         /* of one answer; 1 million */
    DICTUM_LIMIT_PROOF_NODES = 6   /* that one proof looks at; 10,000 */
};

/* For the calls from now on. A negative value, or no such limit, is misuse. */
DICTUM_API int dictum_set_limit(dictum_session *session, int limit, long long value);
/* What is set; -1 for no such limit or no session. */
DICTUM_API long long dictum_limit(const dictum_session *session, int limit);

/*
 * Called every few thousand steps while something is evaluated; a value other than 0 ends the call
 * with INTERRUPTED. It may call nothing of the session but dictum_interrupt. NULL: nothing is
 * called.
 */
typedef int (*dictum_progress)(void *context);
DICTUM_API int dictum_on_progress(dictum_session *session, dictum_progress progress,
                                  void *context);
/*
 * Ends the call that runs on the session, with INTERRUPTED, within a few thousand steps; nothing
 * when none runs. From any thread; the session must not be closed meanwhile.
 */
DICTUM_API int dictum_interrupt(dictum_session *session);

/* ---- under what is answered ------------------------------------------------------------------ */

enum {
    DICTUM_LANGUAGE = 1,    /* of the answer to a goal: "zh" or "en" */
    DICTUM_AS_OF = 2,       /* a date: leaves out sources of a later one */
    DICTUM_RECORDED_BY = 3, /* a date: leaves out what was recorded later; files only */
    DICTUM_AT_LEAST = 4,    /* a modality: reads only what is as strong */
    DICTUM_ASSUME = 5,      /* a fact, taken for granted; each adds one */
    DICTUM_WITHOUT = 6,     /* id of a claim, rule, source, table or row; each adds one */
    DICTUM_SET = 7          /* a changed value, 'price("green", +10%)'; each adds one */
};

/* For any number of calls, on any session, one thread at a time. */
DICTUM_API int dictum_options_new(dictum_options **options);
/* Only that there is such an option is looked at here; what the text says, where it is used. */
DICTUM_API int dictum_options_set(dictum_options *options, int option, const char *text);
/* NULL is fine. */
DICTUM_API void dictum_options_free(dictum_options *options);

/* ---- questions and goals, answered as JSON --------------------------------------------------- */

/*
 * Each gives one JSON object, the very bytes that the command line prints with --json (without the
 * line end). `options`, `length` may be NULL. That something is unknown is an answer, with
 * DICTUM_OK. Codes: INVALID, LIMIT, INTERRUPTED, NOT_FOUND (no knowledge was loaded), IO.
 */

/* A question in Chinese or English: `dictum ask`. */
DICTUM_API int dictum_ask(dictum_session *session, const char *question,
                          const dictum_options *options, const char **json, size_t *length);
/* A goal: `dictum query`. */
DICTUM_API int dictum_query(dictum_session *session, const char *goal,
                            const dictum_options *options, const char **json, size_t *length);
/* A fact or a goal with its proofs: `dictum why --json`. */
DICTUM_API int dictum_why(dictum_session *session, const char *fact,
                          const dictum_options *options, const char **json, size_t *length);
/* The proofs as sentences, which is no JSON: `dictum why`. Empty when nothing proves it. */
DICTUM_API int dictum_why_text(dictum_session *session, const char *fact,
                               const dictum_options *options, const char **text, size_t *length);
/* Why a goal has no answer, and what to ask for: `dictum whynot`. */
DICTUM_API int dictum_why_not(dictum_session *session, const char *goal,
                              const dictum_options *options, const char **json, size_t *length);
/*
 * A goal or a question, before and after what the options change: `dictum whatif`. What the session
 * asserted counts as changed.
 */
DICTUM_API int dictum_what_if(dictum_session *session, const char *asked,
                              const dictum_options *options, const char **json, size_t *length);
/* Which claims move the answer: `dictum whatif --sensitivity`. */
DICTUM_API int dictum_sensitivity(dictum_session *session, const char *asked,
                                  const dictum_options *options, const char **json,
                                  size_t *length);

/*
 * Decides records by a decision table: CSV with a header, or NDJSON, `size` bytes of it. Gives a
 * JSON object and a line end a record, as `dictum decide --format ndjson`. `why` other than 0 adds
 * what the rows cite. What was asserted is not looked at. A record with a mistake is INVALID, and
 * ends it: the decisions before it are given. Codes: NOT_FOUND (no such table), INVALID, LIMIT,
 * INTERRUPTED.
 */
DICTUM_API int dictum_decide(dictum_session *session, const char *table, const char *records,
                             size_t size, int why, const char **json, size_t *length);

/* What the session knows about: packs, sources, types and entities, relations, tables. */
DICTUM_API int dictum_schema(dictum_session *session, const char **json, size_t *length);
/* A source with its turns and their words. NOT_FOUND: there is none of that id. */
DICTUM_API int dictum_source(dictum_session *session, const char *id, const char **json,
                             size_t *length);

/* ---- facts of the session -------------------------------------------------------------------- */

/*
 * For as long as the session lasts, everything is answered as if the fact was known besides.
 * Nothing is written. Rows that a goal has started stay as they are. Codes: INVALID.
 */
DICTUM_API int dictum_assert(dictum_session *session, const char *fact);
/*
 * Takes back an asserted fact; otherwise leaves out the claims that a known fact rests on.
 * Codes: INVALID, NOT_FOUND (not known), UNSUPPORTED (data, or follows by rules).
 */
DICTUM_API int dictum_retract(dictum_session *session, const char *fact);
/* Forgets everything that was asserted and retracted. */
DICTUM_API int dictum_forget(dictum_session *session);

/* ---- prepared goals -------------------------------------------------------------------------- */

/*
 * Reads and checks a goal once. Its variables, numbered from 0 in the order of their first
 * appearance, are both what can be bound and the columns of its rows. `goal` must be finalized.
 * Codes: INVALID, NOT_FOUND (no knowledge was loaded).
 */
DICTUM_API int dictum_goal_prepare(dictum_session *session, const char *text, dictum_goal **goal);
/* Frees it; NULL is fine, and a goal that was just finalized is misuse. */
DICTUM_API int dictum_goal_finalize(dictum_goal *goal);

/* 0 for what is no goal. */
DICTUM_API int dictum_goal_width(const dictum_goal *goal);
/* NULL when there is no such column. Good until the goal is finalized. */
DICTUM_API const char *dictum_goal_name(const dictum_goal *goal, int column);
/* As a column declares it: "product", "CNY", "number", "date". NULL, and good, likewise. */
DICTUM_API const char *dictum_goal_type(const dictum_goal *goal, int column);
enum {
    DICTUM_KIND_NUMBER = 1,
    DICTUM_KIND_UNSIGNED = 2,
    DICTUM_KIND_FLOAT = 3,
    DICTUM_KIND_SYMBOL = 4, /* entities too */
    DICTUM_KIND_QUANTITY = 5,
    DICTUM_KIND_RATIO = 6,
    DICTUM_KIND_DATE = 7,
    DICTUM_KIND_BOOL = 8,
    DICTUM_KIND_PERIOD = 9  /* from a date to a date */
};

/* What kind of value a column holds; 0 when there is no such column. */
DICTUM_API int dictum_goal_kind(const dictum_goal *goal, int column);
/* The column of that name, or -1. */
DICTUM_API int dictum_goal_column(const dictum_goal *goal, const char *name);

/*
 * Bindings make a variable equal to a value from the next first step on, and last until they are
 * changed. A value that the variable can't have is INVALID, and the old one stays.
 */

/* Of any type, as a CSV cell has it: "domestic" or a name of it, "120..140万元", "2024-05-01". */
DICTUM_API int dictum_goal_bind_text(dictum_goal *goal, int column, const char *text,
                                     size_t length);
/* Of a number, unsigned or float; of a quantity, in the unit of the column. */
DICTUM_API int dictum_goal_bind_number(dictum_goal *goal, int column, long long value);
/* Of a float; of a quantity, in the unit of the column. NaN and infinities are INVALID. */
DICTUM_API int dictum_goal_bind_real(dictum_goal *goal, int column, double value);
DICTUM_API int dictum_goal_bind_bool(dictum_goal *goal, int column, int value);
/* From lo to hi, both included; an infinity leaves that end open. NULL: the unit of the column. */
DICTUM_API int dictum_goal_bind_quantity(dictum_goal *goal, int column, double lo, double hi,
                                         const char *unit);
DICTUM_API int dictum_goal_unbind(dictum_goal *goal, int column);
DICTUM_API int dictum_goal_unbind_all(dictum_goal *goal);

/*
 * The next row, in the order of the values: ROW, or DONE. The first step evaluates; the one behind
 * DONE begins again. Disputed rows are among them: see dictum_goal_strength.
 * Codes: LIMIT, INTERRUPTED, INVALID (a value outside what a function takes).
 */
DICTUM_API int dictum_goal_step(dictum_goal *goal);
/* The next step begins again. Bindings stay. */
DICTUM_API int dictum_goal_reset(dictum_goal *goal);

/*
 * Values of the row; misuse when there is none, or when the column is of another type.
 */

/* Of any type: the id of an entity, the text of a symbol, otherwise as rules write the value. */
DICTUM_API int dictum_goal_text(dictum_goal *goal, int column, const char **text, size_t *length);
/* Of a number or an unsigned (as the same 64 bits). */
DICTUM_API int dictum_goal_number(dictum_goal *goal, int column, long long *value);
DICTUM_API int dictum_goal_real(dictum_goal *goal, int column, double *value);
DICTUM_API int dictum_goal_bool(dictum_goal *goal, int column, int *value);

typedef struct dictum_quantity {
    double lo;        /* rounded down; -infinity when there is no lower end */
    double hi;        /* rounded up; infinity when there is no upper end */
    int lo_open;      /* the end itself is not included */
    int hi_open;
    const char *unit; /* that lo and hi count; good until the goal is finalized */
} dictum_quantity;

/* Of a quantity, in the unit of the column; exact digits are in dictum_goal_text. */
DICTUM_API int dictum_goal_quantity(dictum_goal *goal, int column, dictum_quantity *value);

enum {
    DICTUM_STATED = 0,
    DICTUM_ESTIMATE = 1,
    DICTUM_FORECAST = 2,
    DICTUM_OPINION = 3,
    DICTUM_UNCONFIRMED = 4
};

/*
 * How strong the row's best proof is, and whether each such proof leans on a dispute. Looks for the
 * proof: much slower than a step. Each pointer may be NULL. Codes: LIMIT, INTERRUPTED.
 */
DICTUM_API int dictum_goal_strength(dictum_goal *goal, int *modality, double *confidence,
                                    int *disputed);
/* The goal with its bindings in place, answered as dictum_query does. */
DICTUM_API int dictum_goal_json(dictum_goal *goal, const dictum_options *options,
                                const char **json, size_t *length);

#ifdef __cplusplus
}
#endif

#endif /* DICTUM_H */
