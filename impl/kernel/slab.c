// SPDX-License-Identifier: GPL-2.0
/*
 * The kernel's small objects. Which are there is known to whoever asks what an address is; they
 * are given up together when the machine is reset.
 */
#include <string.h>
#include "splitproof.h"

#define GRAIN 64UL
#define CLASSES 64

struct kmem_cache {
	word size;
};

static char *heap;	/* its first object; none before there is one */
static void *freed[CLASSES];
/* Of each grain: the size of the object that begins here; how much of it belongs to one. */
static unsigned int size_of[SP_MOST_SMALL / GRAIN];
static unsigned char belongs[SP_MOST_SMALL / GRAIN];

static void mark(const void *object, word size)
{
	word at = (word)((const char *)object - heap);

	for (word i = 0; i < size_of[at / GRAIN]; i += GRAIN)
		belongs[(at + i) / GRAIN] = size <= i ? 0 : size - i < GRAIN ? size - i : GRAIN;
}

static void *take(word size)
{
	word grains = (size + GRAIN - 1) / GRAIN;
	void *object = sp_objects;

	heap = heap ? heap : sp_objects;
	if (grains < CLASSES && freed[grains]) {
		object = freed[grains];
		freed[grains] = *(void **)object;
	} else if (grains >= (word)(sp_objects_end - sp_objects) / GRAIN) {
		sp_die(DIED_UNMODELLED, 0, "too many kernel objects");
	} else {
		sp_objects += (grains + 1) * GRAIN;	/* one between it and the next */
	}
	size_of[((char *)object - heap) / (long)GRAIN] = (unsigned int)size;
	mark(object, size);
	return memset(object, 0, size);
}

void sp_stub_kfree(const void *object)
{
	word at = (word)((const char *)object - heap), grains;

	if (at >= SP_MOST_SMALL)
		return;
	grains = (size_of[at / GRAIN] + GRAIN - 1) / GRAIN;
	if (at % GRAIN || !belongs[at / GRAIN])
		sp_die(DIED_BUG, 0, "an object was freed that is none");
	mark(object, 0);
	if (grains < CLASSES) {
		*(void **)object = freed[grains];
		freed[grains] = (void *)object;
	}
}

/* Why nobody may touch these bytes; NULL if they may, or if no object can be there. */
const char *slab_complaint(word at, word size)
{
	word first = at - (word)heap, last = first + size - 1;

	if (!heap || first >= SP_MOST_SMALL || last % GRAIN < belongs[last / GRAIN])
		return NULL;
	return belongs[first / GRAIN] ? "out-of-bounds: beside an object"
				      : "use-after-free: an object";
}

struct kmem_cache *sp_stub___kmem_cache_create_args(const char *name, unsigned int size)
{
	struct kmem_cache *cache = take(sizeof(*cache));

	(void)name;
	cache->size = size;
	return cache;
}

void *sp_stub_kmem_cache_alloc_noprof(struct kmem_cache *cache)
{
	return take(cache->size);
}

void *sp_stub_kmem_cache_alloc_node_noprof(struct kmem_cache *cache)
{
	return take(cache->size);
}

void sp_stub_kmem_cache_free(struct kmem_cache *cache, void *object)
{
	(void)cache;
	sp_stub_kfree(object);
}

void *sp_stub___kmalloc_noprof(word size)
{
	return take(size);
}

void *sp_stub___kmalloc_node_noprof(word size)
{
	return take(size);
}

void *sp_stub___kmalloc_cache_noprof(void *cache, unsigned int gfp, word size)
{
	(void)cache;
	(void)gfp;
	return take(size);
}

void *sp_stub___kmalloc_cache_node_noprof(void *cache, unsigned int gfp, int node, word size)
{
	(void)node;
	return sp_stub___kmalloc_cache_noprof(cache, gfp, size);
}
