/* sha256.c - FIPS 180-4. The constants are the first 32 bits of the fractional parts of the cube (square) roots of the first primes;
 * they are computed from that, by integer roots of p 2^96 and p 2^64. */
#include "bounds/check/reader.h"
#include <gmp.h>
#include <string.h>

static void constants(uint32_t k[64], uint32_t h[8]) {
    mpz_t t; mpz_init(t);
    for (unsigned long p = 2, n = 0; n < 64; p++) {
        bool prime = true;
        for (unsigned long d = 2; d * d <= p; d++) prime = prime && p % d;
        if (!prime) continue;
        for (int square = 0; square < 2; square++) {
            mpz_set_ui(t, p); mpz_mul_2exp(t, t, square ? 64 : 96); mpz_root(t, t, square ? 2 : 3);
            mpz_fdiv_r_2exp(t, t, 32);
            if (!square) k[n] = (uint32_t)mpz_get_ui(t);
            else if (n < 8) h[n] = (uint32_t)mpz_get_ui(t);
        }
        n++;
    }
    mpz_clear(t);
}

static uint32_t turn(uint32_t x, int n) { return x >> n | x << (32 - n); }
static uint32_t turns(uint32_t x, int a, int b, int c) { return turn(x, a) ^ turn(x, b) ^ turn(x, c); }

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
    uint32_t k[64], h[8]; unsigned char last[128] = {0};
    size_t whole = n / 64 * 64, rest = n - whole, length = rest < 56 ? 64 : 128; constants(k, h);
    for (size_t i = 0; i < whole; i += 64) block(h, k, (const unsigned char *)data + i);
    memcpy(last, data + whole, rest); last[rest] = 0x80;
    for (int i = 0; i < 8; i++) last[length - 1 - (size_t)i] = (unsigned char)((uint64_t)n * 8 >> 8 * i);
    for (size_t i = 0; i < length; i += 64) block(h, k, last + i);
    for (int i = 0; i < 8; i++) snprintf(hex + 8 * i, 9, "%08x", h[i]);
}
