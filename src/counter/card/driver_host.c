/* The process that a vendor's 32-bit driver library lives in, where no 32-bit Python is at hand (docs/drivers.md).
 *
 * Speaks exactly the lines of driver_host.py, which explains them, and keeps its promises: what the library prints goes
 * nowhere, the process ends with its input even while a call hangs, and the room behind each buffer is watched.
 *
 *   Linux     gcc -m32 -O2 -o driver_host32 driver_host.c -ldl -lpthread
 *   Windows   i686-w64-mingw32-gcc -O2 -static -o driver_host32.exe driver_host.c
 *             (or, in an x86 prompt of Visual Studio: cl /O2 /Fe:driver_host32.exe driver_host.c)
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#include <windows.h>
#define NOWHERE "NUL"
#define DUP _dup
#define DUP2 _dup2
#define OPEN _open
#define WRITE _write
#define READ_WRITE _O_RDWR
#else
#include <dlfcn.h>
#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif
#define NOWHERE "/dev/null"
#define DUP dup
#define DUP2 dup2
#define OPEN open
#define WRITE write
#define READ_WRITE O_RDWR
#define __stdcall
#define __cdecl
#endif

enum { LINE_BYTES = 65536, GUARD_BYTES = 65536, OUT_LIMIT = 1048576, ARGUMENTS = 6, WORD_BYTES = 4096 };

static int answers; /* the way out; the numbers 1 and 2 lead nowhere once this is set */
static char line[LINE_BYTES];

/* ---- one line waits until it is worked on; nobody waits for the library to notice that input has ended ---- */

#ifdef _WIN32
static HANDLE filled, emptied;
static void prepare(void) {
    filled = CreateSemaphore(NULL, 0, 1, NULL);
    emptied = CreateSemaphore(NULL, 1, 1, NULL);
}
static void await(HANDLE *one) { WaitForSingleObject(*one, INFINITE); }
static void post(HANDLE *one) { ReleaseSemaphore(*one, 1, NULL); }
#else
static sem_t filled, emptied;
static void prepare(void) {
    sem_init(&filled, 0, 0);
    sem_init(&emptied, 0, 1);
}
static void await(sem_t *one) {
    while (sem_wait(one) != 0) /* interrupted */
        ;
}
static void post(sem_t *one) { sem_post(one); }
#endif

static void take_lines(void) {
    static char coming[LINE_BYTES];
    while (fgets(coming, sizeof coming, stdin) != NULL) {
        await(&emptied);
        memcpy(line, coming, sizeof line);
        post(&filled);
    }
    _exit(0);
}

#ifdef _WIN32
static DWORD WINAPI listening(LPVOID unused) {
    (void)unused;
    take_lines();
    return 0;
}
static void begin_listening(void) { CreateThread(NULL, 0, listening, NULL, 0, NULL); }
#else
static void *listening(void *unused) {
    (void)unused;
    take_lines();
    return NULL;
}
static void begin_listening(void) {
    pthread_t thread;
    if (pthread_create(&thread, NULL, listening, NULL) != 0)
        _exit(1);
}
#endif

/* ---- answers ---- */

static void say(const char *text) {
    size_t left = strlen(text);
    while (left > 0) {
        long went = (long)WRITE(answers, text, (unsigned)left);
        if (went <= 0)
            _exit(0);
        text += went;
        left -= (size_t)went;
    }
}

static void fail(const char *what) {
    char text[64];
    sprintf(text, "{\"failed\": \"%s\"}\n", what);
    say(text);
}

/* ---- the JSON that the other side writes: no more than that is understood ---- */

static const char *skip(const char *at) {
    while (*at == ' ' || *at == ',' || *at == ':' || *at == '\r' || *at == '\n')
        at++;
    return at;
}

static int hex_digit(char one) {
    if (one >= '0' && one <= '9')
        return one - '0';
    if (one >= 'a' && one <= 'f')
        return one - 'a' + 10;
    if (one >= 'A' && one <= 'F')
        return one - 'A' + 10;
    return -1;
}

static long four_digits(const char *at) {
    long number = 0;
    for (int i = 0; i < 4; i++) {
        int digit = hex_digit(at[i]);
        if (digit < 0)
            return -1;
        number = number * 16 + digit;
    }
    return number;
}

/* One character as UTF-8; returns behind it. */
static char *put(char *to, unsigned long one) {
    if (one < 0x80) {
        *to++ = (char)one;
    } else if (one < 0x800) {
        *to++ = (char)(0xC0 | one >> 6);
        *to++ = (char)(0x80 | (one & 0x3F));
    } else if (one < 0x10000) {
        *to++ = (char)(0xE0 | one >> 12);
        *to++ = (char)(0x80 | (one >> 6 & 0x3F));
        *to++ = (char)(0x80 | (one & 0x3F));
    } else {
        *to++ = (char)(0xF0 | one >> 18);
        *to++ = (char)(0x80 | (one >> 12 & 0x3F));
        *to++ = (char)(0x80 | (one >> 6 & 0x3F));
        *to++ = (char)(0x80 | (one & 0x3F));
    }
    return to;
}

/* A text in quotes into `word`; returns behind it, NULL when it is none or does not fit. */
static const char *take_text(const char *at, char *word, size_t room) {
    char *to = word, *last = word + room - 5;
    at = skip(at);
    if (*at++ != '"')
        return NULL;
    while (*at != '"') {
        if ((unsigned char)*at < 0x20 || to >= last)
            return NULL;
        if (*at != '\\') {
            *to++ = *at++;
            continue;
        }
        at++;
        if (*at == 'u') {
            long one = four_digits(++at);
            if (one <= 0)
                return NULL;
            at += 4;
            if (one >= 0xD800 && one < 0xDC00 && at[0] == '\\' && at[1] == 'u') {
                long low = four_digits(at + 2);
                if (low < 0xDC00 || low > 0xDFFF)
                    return NULL;
                one = 0x10000 + ((one - 0xD800) << 10) + (low - 0xDC00);
                at += 6;
            }
            to = put(to, (unsigned long)one);
        } else if (*at == '"' || *at == '\\' || *at == '/') {
            *to++ = *at++;
        } else {
            return NULL;
        }
    }
    *to = 0;
    return at + 1;
}

/* Behind the colon of a key of the outermost object; NULL when it is not there. */
static const char *find(const char *key) {
    static char word[WORD_BYTES];
    const char *at = skip(line);
    int depth = 0;
    if (*at++ != '{')
        return NULL;
    for (;;) {
        at = skip(at);
        if (*at == 0 || (*at == '}' && depth == 0))
            return NULL;
        if (*at == '"') {
            at = take_text(at, word, sizeof word);
            if (at == NULL)
                return NULL;
            if (depth == 0 && *at == ':' && strcmp(word, key) == 0)
                return at + 1;
        } else {
            depth += (*at == '[' || *at == '{') - (*at == ']' || *at == '}');
            at++;
        }
    }
}

/* ---- the library ---- */

static int is_stdcall;
#ifdef _WIN32
static HMODULE library;

static int load(const char *path) {
    wchar_t wide[WORD_BYTES], folder[WORD_BYTES];
    if (MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, WORD_BYTES) == 0)
        return 0;
    wcscpy(folder, wide);
    wchar_t *end = wcsrchr(folder, L'\\');
    wchar_t *slash = wcsrchr(folder, L'/');
    end = slash > end ? slash : end;
    if (end != NULL) {
        /* Vendors' libraries look for their settings and further libraries where they themselves lie. */
        *end = 0;
        SetCurrentDirectoryW(folder);
        SetDllDirectoryW(folder);
    }
    library = LoadLibraryW(wide);
    return library != NULL;
}

static void *look_up(const char *name) { return (void *)GetProcAddress(library, name); }
#else
static void *library;

static int load(const char *path) {
    static char folder[WORD_BYTES];
    strcpy(folder, path);
    if (chdir(dirname(folder)) != 0)
        return 0;
    library = dlopen(path, RTLD_NOW);
    return library != NULL;
}

static void *look_up(const char *name) { return dlsym(library, name); }
#endif

static int call_with(void *function, const intptr_t *a, int count) {
    /* Numbers and addresses fill one word each, so their count is all that a call of 32 bits depends on. */
#if defined(_WIN32) && !defined(_WIN64)
    if (is_stdcall)
        switch (count) {
        case 1: return ((int(__stdcall *)(intptr_t))function)(a[0]);
        case 2: return ((int(__stdcall *)(intptr_t, intptr_t))function)(a[0], a[1]);
        case 3: return ((int(__stdcall *)(intptr_t, intptr_t, intptr_t))function)(a[0], a[1], a[2]);
        case 4:
            return ((int(__stdcall *)(intptr_t, intptr_t, intptr_t, intptr_t))function)(a[0], a[1], a[2], a[3]);
        case 5:
            return ((int(__stdcall *)(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t))function)(a[0], a[1], a[2],
                                                                                                  a[3], a[4]);
        default:
            return ((int(__stdcall *)(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t))function)(
                a[0], a[1], a[2], a[3], a[4], a[5]);
        }
#endif
    (void)count;
    return ((int(__cdecl *)(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t))function)(a[0], a[1], a[2],
                                                                                                  a[3], a[4], a[5]);
}

static void open_library(void) {
    static char path[WORD_BYTES], convention[32];
    const char *at = find("convention");
    if (at == NULL || take_text(at, convention, sizeof convention) == NULL || (at = find("library")) == NULL ||
        take_text(at, path, sizeof path) == NULL) {
        fail("line");
        return;
    }
    is_stdcall = strcmp(convention, "stdcall") == 0;
    if (!load(path)) {
        fail("library");
        return;
    }
    char text[64];
    sprintf(text, "{\"done\": \"open\", \"bits\": %d}\n", (int)sizeof(void *) * 8);
    say(text);
}

/* The arguments of a call. `words`: room for its texts; `room`: the buffer for what it writes, of `size` bytes and a
 * guard behind them. Returns how many there are, -1 when the line is wrong. */
static int take_arguments(const char *at, intptr_t *values, char words[][WORD_BYTES], char **room, long *size) {
    static char kind[16], text[2 * WORD_BYTES + 8];
    int count = 0;
    at = skip(at);
    if (*at++ != '[')
        return -1;
    for (;; count++) {
        at = skip(at);
        if (*at == ']')
            return count;
        if (count == ARGUMENTS || *at++ != '[' || (at = take_text(at, kind, sizeof kind)) == NULL)
            return -1;
        at = skip(at);
        if (strcmp(kind, "text") == 0) {
            if ((at = take_text(at, text, sizeof text)) == NULL)
                return -1;
            size_t length = strlen(text) / 2;
            for (size_t i = 0; i < length; i++) {
                int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
                if (high < 0 || low < 0 || length >= WORD_BYTES)
                    return -1;
                words[count][i] = (char)(high * 16 + low);
            }
            words[count][length] = 0;
            values[count] = (intptr_t)words[count];
        } else {
            char *end;
            long number = strtol(at, &end, 10);
            if (end == at)
                return -1;
            at = end;
            values[count] = number;
            if (strcmp(kind, "out") == 0) {
                if (*room != NULL || number < 1 || number > OUT_LIMIT || (*room = malloc(number + GUARD_BYTES)) == NULL)
                    return -1;
                memset(*room, 0, number);
                memset(*room + number, 0xA5, GUARD_BYTES);
                values[count] = (intptr_t)*room;
                *size = number;
            } else if (strcmp(kind, "int") != 0) {
                return -1;
            }
        }
        at = skip(at);
        if (*at++ != ']')
            return -1;
    }
}

static void answer_call(int result, const char *room, long size) {
    size_t written = 0;
    int overrun = 0;
    while (room != NULL && (long)written < size && room[written] != 0)
        written++;
    for (long i = 0; room != NULL && i < GUARD_BYTES; i++)
        overrun |= (unsigned char)room[size + i] != 0xA5;
    char *text = malloc(2 * written + 128), *to = text;
    if (text == NULL)
        _exit(1);
    to += sprintf(to, "{\"done\": \"call\", \"result\": %d, \"out\": \"", result);
    for (size_t i = 0; i < written; i++)
        to += sprintf(to, "%02x", (unsigned char)room[i]);
    sprintf(to, "\", \"overrun\": %s}\n", overrun ? "true" : "false");
    say(text);
    free(text);
}

static void call_function(void) {
    static char name[256], words[ARGUMENTS][WORD_BYTES];
    intptr_t values[ARGUMENTS] = {0};
    char *room = NULL;
    long size = 0;
    int count = -1;
    const char *at = find("function");
    if (at != NULL && take_text(at, name, sizeof name) != NULL && (at = find("arguments")) != NULL)
        count = take_arguments(at, values, words, &room, &size);
    void *function = library == NULL || count < 0 ? NULL : look_up(name);
    if (count < 0)
        fail("line");
    else if (library == NULL)
        fail("library");
    else if (function == NULL)
        fail("function");
    else
        answer_call(call_with(function, values, count), room, size);
    free(room);
}

/* A library that crashes must not leave its memory, with what it read of a card in it, in the vendor's folder. */
static void leave_no_core(void) {
#ifndef _WIN32
    const struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
#endif
#ifdef __linux__
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); /* nor with a collector that the kernel hands dumps to whatever the limit is */
#endif
}

int main(void) {
    char act[16];
    leave_no_core();
    answers = DUP(1);
    int nowhere = OPEN(NOWHERE, READ_WRITE);
    /* A library that prints what it reads must not write into the line protocol, nor into anybody's log. */
    DUP2(nowhere, 1);
    DUP2(nowhere, 2);
#ifdef _WIN32
    _setmode(answers, _O_BINARY);
    /* A crash is seen by the other side; a window that waits for somebody to press OK is not. */
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
#endif
    prepare();
    begin_listening();
    for (;;) {
        await(&filled);
        const char *at = find("do");
        if (at == NULL || take_text(at, act, sizeof act) == NULL)
            fail("line");
        else if (strcmp(act, "open") == 0)
            open_library();
        else
            call_function();
        post(&emptied);
    }
}
