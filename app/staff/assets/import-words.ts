/** Where a file of assets stands. */
export const importWords = { uploaded: "Waiting for you", queued: "In line", running: "Running", finished: "Imported", failed: "Stopped", discarded: "Put away" } as const;
