import { z } from 'zod';

/** zod compiles schemas with `new Function` where it can; the content security policy forbids it (safety 23). */
z.config({ jitless: true });
