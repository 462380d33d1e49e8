/*
 * Steers the monotonic counter of one process, as an NTP daemon steers that of its host: preloaded, it stands before the C library's reading
 * of clocks. CLOCK_MONOTONIC and CLOCK_BOOTTIME run fast or slow by pieces that the file named by BERKELEY_STEERED_COUNTER lists; it is mapped, so a
 * test adds pieces while the process runs. CLOCK_MONOTONIC_RAW is left alone, as the kernel leaves it alone. A wait until an instant of the
 * counter is translated, so that it does not last longer.
 *
 * The file: numbers of eight bytes in the machine's order, first how many pieces there are, then of each from when it counts, in nanoseconds
 * of the true counter, and by how many parts in a thousand million the steered one runs fast from there on.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { MOST_PIECES = 64 };

struct piece {
  int64_t from;
  int64_t billionths;
};

struct pieces {
  int64_t count;
  struct piece piece[MOST_PIECES];
};

static const int64_t SECOND = 1000000000;
static int (*real_clock_gettime)(clockid_t, struct timespec *);
static int (*real_timed_wait)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
static const struct pieces *steered;

__attribute__((constructor)) static void begin(void) {
  *(void **)&real_clock_gettime = dlsym(RTLD_NEXT, "clock_gettime");
  /* The symbol without a version is an older one on some machines. */
  void *wait = dlvsym(RTLD_NEXT, "pthread_cond_timedwait", "GLIBC_2.3.2");
  *(void **)&real_timed_wait = wait ? wait : dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  const char *name = getenv("BERKELEY_STEERED_COUNTER");
  int file = name ? open(name, O_RDONLY | O_CLOEXEC) : -1;
  if (file >= 0) {
    void *page = mmap(NULL, sizeof(struct pieces), PROT_READ, MAP_SHARED, file, 0);
    steered = page == MAP_FAILED ? NULL : page;
    close(file);
  }
}

static int64_t nanos(const struct timespec *time) { return time->tv_sec * SECOND + time->tv_nsec; }

static void set(struct timespec *time, int64_t nanos) {
  time->tv_sec = nanos / SECOND;
  time->tv_nsec = nanos % SECOND;
}

static int64_t gained(int64_t span, int64_t billionths) { return (int64_t)((__int128)span * billionths / SECOND); }

/* By how much the steered counter is ahead when the true one shows an instant. */
static int64_t ahead(int64_t instant) {
  int64_t sum = 0;
  int64_t count = __atomic_load_n(&steered->count, __ATOMIC_ACQUIRE);
  for (int64_t i = 0; i < count && steered->piece[i].from < instant; i++) {
    int64_t to = i + 1 < count && steered->piece[i + 1].from < instant ? steered->piece[i + 1].from : instant;
    sum += gained(to - steered->piece[i].from, steered->piece[i].billionths);
  }
  return sum;
}

/* What the true counter shows when the steered one shows an instant, to a nanosecond or so. */
static int64_t unsteered(int64_t instant) {
  int64_t truth = instant;
  for (int i = 0; i < 8; i++) {
    truth = instant - ahead(truth);
  }
  return truth;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
  if (!real_clock_gettime) {
    begin();
  }
  int result = real_clock_gettime(clock, time);
  if (result != 0 || !steered) {
    return result;
  }
  if (clock == CLOCK_MONOTONIC || clock == CLOCK_MONOTONIC_COARSE) {
    set(time, nanos(time) + ahead(nanos(time)));
  } else if (clock == CLOCK_BOOTTIME) {
    struct timespec monotonic;
    real_clock_gettime(CLOCK_MONOTONIC, &monotonic);
    set(time, nanos(time) + ahead(nanos(&monotonic)));
  }
  return result;
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until) {
  if (!real_timed_wait) {
    begin();
  }
  /* An instant of the wall clock is beyond any of the counter. */
  if (!steered || until->tv_sec > SECOND) {
    return real_timed_wait(condition, mutex, until);
  }
  struct timespec truth;
  set(&truth, unsteered(nanos(until)));
  return real_timed_wait(condition, mutex, &truth);
}
