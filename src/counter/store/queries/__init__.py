"""The reads, prebuilt: a file for each thing that is asked. Order of columns as in `counter.store.rows`."""
