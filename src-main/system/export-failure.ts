import type { ExportOutcome } from '@shared/contract/ipc';

/** A failure whose code the page has a sentence for. */
export class ExportFailure extends Error {
  constructor(
    readonly code: string,
    detail: string,
  ) {
    super(detail);
  }
}

/** What the disk refused, by the system's own code. */
const diskCodes: Readonly<Record<string, string>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  EFBIG: 'DISK_FULL',
  EACCES: 'FILE_DENIED',
  EPERM: 'FILE_DENIED',
  EROFS: 'FILE_DENIED',
  ENOENT: 'FOLDER_GONE',
  ENOTDIR: 'FOLDER_GONE',
  EBUSY: 'FILE_BUSY',
  ETXTBSY: 'FILE_BUSY',
};

/** Calls of the file system; those of a network connection are named otherwise (`connect`, `read`). */
const diskCalls: ReadonlySet<string> = new Set(['open', 'write', 'writev', 'close', 'rename', 'unlink', 'fsync']);

/** How an export that threw ended. What the disk did not refuse is the way to the hub. */
export function failureOf(error: unknown): ExportOutcome {
  const detail = error instanceof Error ? error.message : String(error);
  return { outcome: 'failed', code: codeOf(error), detail };
}

function codeOf(error: unknown): string {
  if (error instanceof ExportFailure) return error.code;
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return 'UNREACHABLE';
  if (!diskCalls.has(String(error.syscall))) return 'UNREACHABLE';
  return diskCodes[String(error.code)] ?? 'FILE_FAILED';
}
