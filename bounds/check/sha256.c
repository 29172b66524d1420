/* sha256.c - FIPS 180-4. */
#include "bounds/check/check.h"

static uint32_t turn(uint32_t x, int n) { return x >> n | x << (32 - n); }
static uint32_t turns(uint32_t x, int a, int b, int c) { return turn(x, a) ^ turn(x, b) ^ turn(x, c); }

/* The first 32 bits of the fractional parts of the n-th roots of the first primes. */
static void constants(uint32_t *k, int count, unsigned long n) {
    mpz_t t; mpz_init(t);
    for (unsigned long p = 2, d; count; p++) {
        for (d = 2; p % d; d++);
        if (d < p) continue;
        mpz_ui_pow_ui(t, 2, 32 * n); mpz_mul_ui(t, t, p); mpz_root(t, t, n); *k++ = (uint32_t)mpz_get_ui(t); count--;
    }
    mpz_clear(t);
}

static void block(uint32_t h[8], const uint32_t k[64], const unsigned char *p) {
    uint32_t w[64], s[8];
    for (int i = 0; i < 16; i++)
        w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ a >> 3) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
    }
    memcpy(s, h, sizeof s);
    for (int i = 0; i < 64; i++) {
        uint32_t t = s[7] + turns(s[4], 6, 11, 25) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + k[i] + w[i];
        uint32_t u = turns(s[0], 2, 13, 22) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        memmove(s + 1, s, 7 * sizeof *s); s[4] += t; s[0] = t + u;
    }
    for (int i = 0; i < 8; i++) h[i] += s[i];
}

void sha256(char hex[65], const char *data, size_t n) {
    uint32_t h[8], k[64]; constants(h, 8, 2), constants(k, 64, 3);
    unsigned char last[128] = {0};
    size_t whole = n / 64 * 64, rest = n - whole, length = rest < 56 ? 64 : 128;
    for (size_t i = 0; i < whole; i += 64) block(h, k, (const unsigned char *)data + i);
    memcpy(last, data + whole, rest); last[rest] = 0x80;
    for (int i = 0; i < 8; i++) last[length - 1 - (size_t)i] = (unsigned char)((uint64_t)n * 8 >> 8 * i);
    for (size_t i = 0; i < length; i += 64) block(h, k, last + i);
    for (int i = 0; i < 8; i++) snprintf(hex + 8 * i, 9, "%08x", h[i]);
}
