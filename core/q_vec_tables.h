/* q_vec_tables.h - private: the constants of q_vec.c; see there for their meaning. Printed by
 * tests/tools/make_q_vec_tables.c; tests/test_q.c recomputes every number. */
#ifndef CF_Q_VEC_TABLES_H
#define CF_Q_VEC_TABLES_H

#define Q_VEC_PIECE 14
#define Q_PRIME_VEC_PIECE 14
#define Q_VEC_TAIL 9

static const double q_vec_centre[8] = {0x0p+0,
                                       0x1.8000000000428p-1,
                                       0x1.40000000007f4p+0,
                                       0x1.c0000000001acp+0,
                                       0x1.40000000000acp+1,
                                       0x1.c000000000391p+1,
                                       0x1.200000000025fp+2,
                                       0x1.60000000008b3p+2};
static const double q_vec_at_centre[8] = {0x1p-2,
                                          0x1.fa3d04cf93577p-3,
                                          0x1.f101256edba27p-3,
                                          0x1.e50177af4340dp-3,
                                          0x1.d075d79730a1ap-3,
                                          0x1.b4449d0874775p-3,
                                          0x1.99baca1ccd5f7p-3,
                                          0x1.81b686ae66812p-3};
static const double q_vec_piece[14][8] = {
    {-0x1.55ecea125cdeap-68, -0x1.d87e3ade4bc58p-8, -0x1.5b1ac15db26e6p-7, -0x1.9e107c8621bb2p-7,
     -0x1.c4b00a0d40854p-7, -0x1.ba0a74c396973p-7, -0x1.9535a458982c5p-7, -0x1.6b57f3a7dc25fp-7},
    {-0x1.5555555555551p-8, -0x1.0acabd9ccce21p-8, -0x1.6005681c288cdp-9, -0x1.7cc174b8fb072p-10,
     -0x1.022d1b133e1fep-12, 0x1.d1f0b498521fep-12, 0x1.4a81c5847170ep-11, 0x1.4a8aaf367ba6ap-11},
    {-0x1.09d127ef3fd43p-51, 0x1.c85de966e32aap-11, 0x1.decd4db525f38p-11, 0x1.7532d260fe6a4p-11,
     0x1.8a16efd61bd0ep-12, 0x1.f8d8f1670056ep-14, 0x1.5556e7ed2079fp-16, -0x1.d1bf28499ca56p-17},
    {0x1.9999999a03e33p-12, 0x1.091ec9854347p-13, -0x1.045fc41e4eb1bp-14, -0x1.fc06f771ec14dp-14,
     -0x1.853f3ad3a24d6p-14, -0x1.4bc30dd2b62bfp-15, -0x1.ddc3067e1a222p-17, -0x1.2b2f1ba7cbbf6p-18},
    {-0x1.62b3315eabd2dp-41, -0x1.99c36f2cbd2e1p-14, -0x1.919e3cdd8e3ccp-15, -0x1.242819d2d7919p-18,
     0x1.a8c7c8eae415bp-17, 0x1.fed5ebcbf9d38p-18, 0x1.9be381ea2b12p-19, 0x1.32aba3c0ee273p-20},
    {-0x1.6db6d5e46102ap-15, 0x1.0cef6eb4d0b5dp-17, 0x1.3db1d7ae6adc6p-16, 0x1.39899c4a2e3b2p-17,
     0x1.b3c9ac7c42cefp-23, -0x1.156e50678fb5ap-20, -0x1.08f22a94abbd4p-21, -0x1.9ba8bb263f095p-23},
    {-0x1.ca40227b20fd2p-34, 0x1.2d2b63411ece3p-17, -0x1.88dc432a2844dp-20, -0x1.83365a0b4c726p-19,
     -0x1.81010adfe38e8p-21, 0x1.1b08e31033eccp-24, 0x1.0fd99d713999ap-24, 0x1.c909b1ebd2725p-26},
    {0x1.8e45717755cbcp-18, -0x1.9c171bfa910ffp-19, -0x1.7877465241b78p-20, 0x1.40aaed696139fp-22,
     0x1.06d519bb77f6dp-22, 0x1.0d070b9ca0c62p-26, -0x1.874bd4410d5d7p-28, -0x1.b17133e2e6edap-29},
    {-0x1.e9d33992ee196p-29, -0x1.ac3c9c27688bcp-22, 0x1.4f45c7bf83bf7p-21, 0x1.18ae9e853cd3ap-23,
     -0x1.9fa5f4560c15dp-25, -0x1.069b7fcf0043ep-27, 0x1.17661c85081b8p-36, 0x1.4cebb748d9fdep-32},
    {-0x1.e22da189f03c8p-21, 0x1.1435b5caa1e43p-21, -0x1.00a434ffee536p-24, -0x1.4786f870e8883p-24,
     0x1.c98c347d02b24p-29, 0x1.0eb6b002bcap-29, 0x1.445fd2c49d03cp-33, -0x1.30474c2500aeap-36},
    {-0x1.f3bd30037257ap-26, -0x1.48c6028bcb011p-24, -0x1.b8764ac9d8ebep-25, 0x1.32b8a533a3634p-26,
     0x1.ee20e960c7fc5p-30, -0x1.9548bb43de9afp-32, -0x1.8901a6c4715d2p-35, -0x1.a091b04295c71p-40},
    {0x1.a9a59b79a0594p-23, -0x1.d7d625fa95525p-25, 0x1.b930ceb7ba886p-26, 0x1.051b4675aeb0dp-33,
     -0x1.ff4f0671b9764p-31, 0x1.99dc75bdeec3ap-35, 0x1.4b533d42cd836p-37, 0x1.a408bc2879318p-41},
    {-0x1.980fd672bbe35p-25, 0x1.b2610d9d5b2e1p-26, -0x1.846ebadfcb1e7p-29, -0x1.f425a06ecb97ap-30,
     0x1.10b02b33de1c1p-32, -0x1.f336bc9521423p-45, -0x1.c87fe889a6b4p-40, -0x1.87b07b5ac9bc9p-43},
    {-0x1.2ea1a2a17be89p-29, 0x1.abedd89dc0e05p-30, -0x1.27519a9eb99fep-29, 0x1.8c56440c7759cp-31,
     -0x1.2b4efa0a7adf1p-35, -0x1.14b44f0d99eecp-39, 0x1.ef6d2bd8ede83p-43, 0x1.15c441363102fp-45}};
static const double q_vec_tail[9] = {0x1p+0,
                                     -0x1.ffffffffff5bbp-2,
                                     0x1.5555555420605p-1,
                                     -0x1.3fffff1fd03f6p+0,
                                     0x1.666614a5eb3abp+1,
                                     -0x1.bfef2c772c1ap+2,
                                     0x1.2cb05c48aaf1fp+4,
                                     -0x1.9a0f1a0918f8ap+5,
                                     0x1.b782fd74b1a62p+6};

static const double q_prime_vec_centre[8] = {0x0p+0,
                                             0x1.80000000003a3p-1,
                                             0x1.4000000000097p+0,
                                             0x1.c000000000207p+0,
                                             0x1.400000000025p+1,
                                             0x1.c000000003374p+1,
                                             0x1.20000000002b9p+2,
                                             0x1.6000000000264p+2};
static const double q_prime_vec_at_centre[8] = {0x1p-1,
                                                0x1.f4b38a1ef873ap-2,
                                                0x1.e37219e132b6ep-2,
                                                0x1.ce5c90dfed664p-2,
                                                0x1.ad1816ce278d1p-2,
                                                0x1.83eb78430f13ap-2,
                                                0x1.60bf3f0057eeep-2,
                                                0x1.434368cd8cbc7p-2};
static const double q_prime_vec_piece[14][8] = {
    {-0x1.685cc24528078p-64, -0x1.c66ab34185b2ap-6, -0x1.3b54e94aac077p-5, -0x1.60318628d4c46p-5,
     -0x1.5d99ca98b0cb6p-5, -0x1.320cadb25b462p-5, -0x1.016dfb7bd2233p-5, -0x1.af64414110012p-6},
    {-0x1.5555555555544p-6, -0x1.d568466721cedp-7, -0x1.df9a93cb68772p-8, -0x1.0fb03552a7edfp-9,
     0x1.e0bde69e36a32p-10, 0x1.8e9f8981f5b6p-9, 0x1.6e81effa73dd1p-9, 0x1.2c85dd1dbd69fp-9},
    {-0x1.183a483983219p-47, 0x1.361594c4cc4e4p-8, 0x1.16e8d53ed9daap-8, 0x1.635e00d85250fp-9,
     0x1.f2aa4e0eb9706p-11, 0x1.93ceac7fb8e0fp-15, -0x1.44251659a96b4p-13, -0x1.5f3c1f9a5d964p-13},
    {0x1.333333341364dp-9, 0x1.9b352455e6039p-12, -0x1.6029a2dd48ef3p-11, -0x1.90fdf7595a60ap-11,
     -0x1.a1f0cdc18bdbfp-12, -0x1.b48f2f9123eb4p-14, -0x1.12d93617ae588p-16, 0x1.39415fdfa5925p-18},
    {-0x1.76530b2a018f9p-37, -0x1.53a22b7e7dfbdp-11, -0x1.94fe305027714p-13, 0x1.1bb311d5193ddp-14,
     0x1.8073385bfbfdap-14, 0x1.08eac98e83c41p-15, 0x1.11b57b7ee346ep-17, 0x1.c0997648beb2ap-20},
    {-0x1.6db6cfbb9bb14p-12, 0x1.d293e7bb16d2dp-14, 0x1.22d6c91d5ef65p-13, 0x1.4a9d9ba04705ep-15,
     -0x1.6e9feef521b73p-17, -0x1.be833989dad92p-18, -0x1.064a1e3445c33p-19, -0x1.1171cc4412e83p-21},
    {-0x1.e494a7bad6ed4p-30, 0x1.058c7a8e8db15p-14, -0x1.c84671e16edb8p-16, -0x1.6d77c1574a71ap-16,
     -0x1.a25b342ea9e28p-20, 0x1.14e814bbd5853p-20, 0x1.878efae86019p-22, 0x1.b05a28fdf47eap-24},
    {0x1.f1e1b3b772d5cp-15, -0x1.182396ad0d1ddp-15, -0x1.d5b03d64a08d3p-18, 0x1.5290ccb4ebc51p-18,
     0x1.6cd459d32c027p-20, -0x1.6973f113893f6p-24, -0x1.e3983ced9c9b6p-25, -0x1.1c4f23b1dd61dp-26},
    {-0x1.03de4e4a08a02p-24, -0x1.1bbcf52c28ca2p-21, 0x1.9adff4d3a24a9p-18, 0x1.bb46c96e55914p-24,
     -0x1.e22647d5b9d02p-22, -0x1.03f7d6b9c810bp-26, 0x1.d428052900e9p-28, 0x1.470575b91cc2bp-29},
    {-0x1.67944858b319ap-17, 0x1.73e35d8f76afcp-18, -0x1.7da92aae4aedfp-20, -0x1.32cd070eb62fp-21,
     0x1.7fc5e6cfeac08p-24, 0x1.44d1c4e7f05a2p-27, -0x1.e5cf4f4dd1f65p-32, -0x1.46bfed837ea42p-32},
    {-0x1.0aa73f1961839p-21, -0x1.8fc21db746633p-20, -0x1.2e36890db4d4bp-22, 0x1.f7cd870aaa639p-23,
     -0x1.38002f38747b7p-28, -0x1.85a22ee66b014p-29, -0x1.3dfb15dce2d62p-34, 0x1.07f1517454a83p-35},
    {0x1.88440314ae9f7p-19, -0x1.137efe53ca378p-21, 0x1.4c423b9abb32cp-22, -0x1.5070e279d3c24p-25,
     -0x1.4dd89a4cf9bcp-28, 0x1.5584185482cd4p-31, 0x1.4e1fb8fd26ec8p-35, -0x1.dde617acd678p-40},
    {-0x1.b7feb1141b4d6p-21, 0x1.a70e305652eb7p-22, -0x1.55c18496529b9p-24, -0x1.4d4f43b8f2a9dp-27,
     0x1.5d1767fa01ad2p-29, -0x1.aa827a107ad56p-34, -0x1.719af6405f18cp-37, -0x1.0ab5b3fb59002p-42},
    {-0x1.15bbb7962e0dp-30, -0x1.a0f85c4f03937p-26, -0x1.ab1beb622e73fp-27, 0x1.25f67d323ace1p-27,
     -0x1.7598538dbd461p-31, 0x1.b80bd2224b728p-38, 0x1.3117f89406d6cp-39, 0x1.dfd63492cbca6p-44}};
static const double q_prime_vec_tail[9] = {
    0x1.ffffffffffffcp-1,  -0x1.7ffffffffd116p+0, 0x1.aaaaaaa5270ebp+1,
    -0x1.17fffdff9061ep+3, 0x1.9332782a13a17p+4,  -0x1.33ecb96fc7b79p+6,
    0x1.e7ee55aa9027cp+7,  -0x1.7c59ebdb22f6ap+9, 0x1.bf6dbf84a3d61p+10};

static const double q_vec_inverse[16] = {
    0x1.f07c1f19456e1p-1, 0x1.d41d41c572985p-1, 0x1.bacf915ad203fp-1, 0x1.a41a419af3fbcp-1,
    0x1.8f9c190685d4dp-1, 0x1.7d05f41ee6a1ep-1, 0x1.6c16c16c1e159p-1, 0x1.5c9882c4f7e14p-1,
    0x1.4e5e0a6d60f79p-1, 0x1.41414142651c4p-1, 0x1.3521cfae21d95p-1, 0x1.29e412a99f57ap-1,
    0x1.1f7047d30a24ep-1, 0x1.15b1e5ece5c42p-1, 0x1.0c9714f20e1f5p-1, 0x1.0410410c8b26p-1};
static const double q_vec_log[16] = {
    0x1.f829aea59p-6,  0x1.6f0d292eacp-4, 0x1.29552f3df4p-3, 0x1.9525a9fbep-3,
    0x1.fb91869476p-3, 0x1.2e8e2b9b06p-2, 0x1.5d1bdbf56cp-2, 0x1.89a338497cp-2,
    0x1.b44f77cddp-2,  0x1.dd46a0487ap-2, 0x1.02552a61f5p-1, 0x1.154c3d1bc38p-1,
    0x1.2795e138b1p-1, 0x1.393e0d489bp-1, 0x1.4a4f85ed99p-1, 0x1.5ad404b2a8p-1};

#endif
