/* SPDX-License-Identifier: GPL-2.0 */
/* Atomics by the host's compiler. One thread runs, so their order is of no concern. */
#ifndef __ASM_ATOMIC_LL_SC_H
#define __ASM_ATOMIC_LL_SC_H
#define SP_FETCH(t, T, op, bop, neg, suffix) \
static __always_inline t __ll_sc_##T##_fetch_##op##suffix(t i, T##_t *v) \
{ return __atomic_fetch_##bop(&v->counter, neg i, 5); }
#define SP_RETURN(t, T, op, bop, suffix) \
static __always_inline t __ll_sc_##T##_##op##_return##suffix(t i, T##_t *v) \
{ return __atomic_##bop##_fetch(&v->counter, i, 5); }
#define SP_ORDERS(M, ...) \
M(__VA_ARGS__, ) M(__VA_ARGS__, _relaxed) M(__VA_ARGS__, _acquire) M(__VA_ARGS__, _release)
#define SP_VOID(t, T, op, bop, neg) \
static __always_inline void __ll_sc_##T##_##op(t i, T##_t *v) \
{ __atomic_fetch_##bop(&v->counter, neg i, 5); } \
SP_ORDERS(SP_FETCH, t, T, op, bop, neg)
#define SP_ATOMICS(t, T) \
SP_VOID(t, T, add, add, ) SP_VOID(t, T, sub, sub, ) SP_VOID(t, T, and, and, ) \
SP_VOID(t, T, or, or, ) SP_VOID(t, T, xor, xor, ) SP_VOID(t, T, andnot, and, ~) \
SP_ORDERS(SP_RETURN, t, T, add, add) SP_ORDERS(SP_RETURN, t, T, sub, sub)
SP_ATOMICS(int, atomic)
SP_ATOMICS(s64, atomic64)
static __always_inline s64 __ll_sc_atomic64_dec_if_positive(atomic64_t *v)
{ s64 left = v->counter - 1; if (left >= 0) v->counter = left; return left; }
#define SP_CMPXCHG(n, size) \
static __always_inline u##size \
__ll_sc__cmpxchg_case_##n##size(volatile void *p, unsigned long old, u##size new) \
{ u##size was = old; __atomic_compare_exchange_n((u##size *)p, &was, new, 0, 5, 5); return was; }
#define SP_SIZES(n) SP_CMPXCHG(n, 8) SP_CMPXCHG(n, 16) SP_CMPXCHG(n, 32) SP_CMPXCHG(n, 64)
SP_SIZES() SP_SIZES(acq_) SP_SIZES(rel_) SP_SIZES(mb_)
static __always_inline u128 __ll_sc__cmpxchg128(volatile u128 *p, u128 old, u128 new)
{ u128 was = *p; if (was == old) *p = new; return was; }
#define __ll_sc__cmpxchg128_mb __ll_sc__cmpxchg128
#endif
