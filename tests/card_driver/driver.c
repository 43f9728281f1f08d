/* Stands in for a vendor's driver library: the calls of card.md 1.9, and every way in which they go wrong.
 *
 * DRIVER_MODE says how it behaves; it is looked up at every call, DRIVER_LOADING when it is loaded. All people and
 * cards in here are made up. Texts are GBK, written as bytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CARD_ID "990100D1560000050000000000000006"
#define NAME "\xd5\xd4\xc1\xf9" /* 赵六 */
#define BASIC                                                                                                          \
    "990100|990101199001010035|X00000036|" CARD_ID "|" NAME                                                            \
    "|00814E43238697159900BF7C7A|3.00|20200101|20400101|410100813475|000000000001"

static int mode(const char *name) {
    const char *set = getenv("DRIVER_MODE");
    return set != NULL && strcmp(set, name) == 0;
}

__attribute__((constructor)) static void load(void) {
    const char *set = getenv("DRIVER_LOADING");
    if (set != NULL && strcmp(set, "slow") == 0)
        sleep(60);
    if (set != NULL && strcmp(set, "crash") == 0)
        abort();
}

/* Once: behaves badly the first time only, and remembers it in a file because its process is gone then. */
static int once(const char *name) {
    const char *file = getenv("DRIVER_ONCE");
    if (!mode(name))
        return 0;
    if (file == NULL)
        return 1;
    if (access(file, F_OK) == 0)
        return 0;
    fclose(fopen(file, "w"));
    return 1;
}

static long fail(char *out, long number, const char *text) {
    strcpy(out, text);
    return number;
}

/* What every call may do instead of answering; 1 when it is to answer. */
static int misbehave(char *out, long *result) {
    if (once("slow"))
        sleep(60);
    if (mode("late"))
        usleep(700000);
    while (mode("never"))
        pause();
    if (once("crash"))
        *(volatile int *)0 = 1;
    if (mode("exit"))
        exit(0);
    if (mode("print")) {
        printf("{\"done\":\"call\",\"result\":0,\"out\":\"00\",\"overrun\":false}\n%s\n", BASIC);
        fprintf(stderr, "%s\n", BASIC);
        fflush(stdout);
    }
    if (mode("error")) /* 读卡失败 6982 990101199001010035 */
        *result = fail(out, -2, "\xb6\xc1\xbf\xa8\xca\xa7\xb0\xdc 6982 990101199001010035");
    else if (mode("names")) /* 读卡失败 赵六 990101 1990 0101 0035 */
        *result = fail(out, -31, "\xb6\xc1\xbf\xa8\xca\xa7\xb0\xdc " NAME " 990101 1990 0101 0035");
    else if (mode("leak"))
        *result = fail(out, -5, BASIC);
    else if (mode("mute"))
        *result = fail(out, -11, "");
    else if (mode("far"))
        *result = (memset(out, 'x', 20000), 0);
    else if (mode("full"))
        *result = (memset(out, 'x', 4096), 0);
    else if (mode("garbage"))
        *result = (memcpy(out, "\xff\xfe\x80|\x81|\x00", 7), 0);
    else if (mode("short"))
        *result = fail(out, 0, "990100|990101199001010035|X00000036|");
    else if (mode("long"))
        *result = fail(out, 0, BASIC "|" BASIC "|");
    else if (mode("empty"))
        *result = fail(out, 0, "");
    else
        return 1;
    return 0;
}

long iReadCardBas(int type, char *out) {
    long result = 0;
    if (!misbehave(out, &result))
        return result;
    if (mode("hsm"))
        return fail(out, -2201, "no PSAM");
    if (mode("status"))
        return fail(out, 0, "1|" BASIC "|");
    if (mode("status-bad")) /* 无卡 */
        return fail(out, 0, "-2|\xce\xde\xbf\xa8|");
    if (mode("other"))
        return fail(out, 0,
                    "990100|990101199001010027|X00000027|990100D1560000050000000000000001|" NAME
                    "|00|3.00|20200101|20400101|1|1|");
    if (mode("no-code") || mode("cut-code")) { /* another member, and no word of whose card this is */
        sprintf(out,
                "990100|990101199001010027|X00000027|%.20s|" NAME "|00|3.00|20200101|20400101|1|1|",
                mode("cut-code") ? CARD_ID : "");
        return 0;
    }
    sprintf(out, "%s|", BASIC);
    if (mode("type"))
        out[0] = (char)('0' + type);
    return 0;
}

long iReadCard(int type, int authentication, char *card, char *address, char *out) {
    long result = 0;
    (void)type;
    if (!misbehave(out, &result))
        return result;
    if (authentication != 2) /* 1 would be the member's PIN */
        return fail(out, -100, "PIN");
    if (*card != 0 || strcmp(address, "SSSEEF05|01|03|05|06|07|$SSSEEF06|08|09|0A|0B|0C|0D|$") != 0)
        return fail(out, -101, "address");
    if (mode("no-code") || mode("cut-code")) {
        sprintf(out, "SSSEEF05|%.20s|3.00|||X00000027|$SSSEEF06|990101199001010027|" NAME "|||||$",
                mode("cut-code") ? CARD_ID : "");
        return 0;
    }
    return fail(out, 0,
                "SSSEEF05|" CARD_ID "|3.00|20200101|20400101|X00000036|$SSSEEF06|990101199001010035|" NAME
                "|1|01|990101|19900101|$");
}

long iReadCardBas_HSM_Step1(int type, char *out) {
    long result = 0;
    (void)type;
    if (mode("hsm-other") || mode("hsm-cut")) { /* another card, or no whole code of any */
        sprintf(out, "990100|00814E43238697159900BF7C7A|03|%.*s|1111|2222|3333|4444|", mode("hsm-cut") ? 20 : 32,
                mode("hsm-cut") ? CARD_ID : "990100D1560000050000000000000001");
        return 0;
    }
    if (mode("hsm"))
        return fail(out, 0, "990100|00814E43238697159900BF7C7A|03|" CARD_ID "|1111|2222|3333|4444|");
    return misbehave(out, &result) ? fail(out, -3, "") : result;
}

long iReadCardBas_HSM_Step2(char *key, char *out) {
    if (strcmp(key, "AAAA|BBBB|") != 0)
        return fail(out, -7, "key");
    return fail(out, 0, BASIC "|");
}
