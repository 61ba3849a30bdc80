/** The network gave nothing back. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

export interface SentFile {
  readonly method: string;
  readonly url: string;
  readonly token: string | undefined;
  readonly file: Blob;
  readonly signal: AbortSignal | undefined;
  /** Bytes that have left. */
  onSent(bytes: number): void;
}

/**
 * Sends a file as it is, saying how far it is: `fetch` tells nothing of what it sends.
 * @throws NoAnswer; the signal's reason when it was aborted
 */
export function sendFile({ method, url, token, file, signal, onSent }: SentFile): Promise<Response> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    request.responseType = 'text';
    request.setRequestHeader('accept', 'application/json');
    request.setRequestHeader('content-type', 'text/csv');
    if (token !== undefined) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => resolve(new Response(request.responseText, { status: request.status }));
    request.onerror = () => reject(new NoAnswer(url));
    request.onabort = () => reject(signal?.reason ?? new NoAnswer(url));
    signal?.addEventListener('abort', () => request.abort());
    if (signal?.aborted) request.abort();
    else request.send(file);
  });
}
