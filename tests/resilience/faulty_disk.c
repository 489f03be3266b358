/* A disk with faults, between a program and the C library: loaded with LD_PRELOAD.
 *
 * FAULTY_DISK names a file. While it says "ENOSPC -1", every write to a database or its journal is
 * answered "no space left on device"; "EIO 1" answers the next one alone with an input/output error.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

typedef ssize_t (*write_call)(int, const void *, size_t);
typedef ssize_t (*pwrite_call)(int, const void *, size_t, off64_t);

static int is_database(int descriptor)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return strstr(path, ".sqlite") != NULL;
}

/* Returns the fault for this write, or 0; counts down those that are left. */
static int fault(int descriptor)
{
    const char *place = getenv("FAULTY_DISK");
    char name[16] = "";
    int left = 0;
    if (place == NULL || !is_database(descriptor))
        return 0;
    FILE *told = fopen(place, "r");
    if (told == NULL)
        return 0;
    int found = fscanf(told, "%15s %d", name, &left);
    fclose(told);
    if (found != 2 || left == 0)
        return 0;
    if (left > 0 && (told = fopen(place, "w")) != NULL) {
        fprintf(told, "%s %d\n", name, left - 1);
        fclose(told);
    }
    return strcmp(name, "ENOSPC") == 0 ? ENOSPC : EIO;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset)
{
    int problem = fault(descriptor);
    if (problem) {
        errno = problem;
        return -1;
    }
    return ((pwrite_call)dlsym(RTLD_NEXT, "pwrite64"))(descriptor, bytes, count, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset)
{
    return pwrite64(descriptor, bytes, count, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t count)
{
    int problem = fault(descriptor);
    if (problem) {
        errno = problem;
        return -1;
    }
    return ((write_call)dlsym(RTLD_NEXT, "write"))(descriptor, bytes, count);
}
