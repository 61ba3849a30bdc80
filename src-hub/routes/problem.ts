import { type Problem, type ProblemCode, type ProblemPlace, problemStatus } from '@shared/contract/errors';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusals';

/** At most this many errors are named in one answer. */
const MOST_PLACES = 50;

/** RFC 9457 body of a code; `title` is the code in words, what happened is in `detail` and `places`. */
export function problemOf(code: ProblemCode, detail?: string, places?: readonly ProblemPlace[]): Problem {
  return {
    type: `urn:vigie:problem:${code}`,
    title: code.toLowerCase().replaceAll('_', ' '),
    status: problemStatus[code],
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(places === undefined || places.length === 0 ? {} : { places: places.slice(0, MOST_PLACES) }),
  };
}

/** What an error becomes: ours keep their code; the framework's are named; anything else tells nothing (safety 26). */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = error as Partial<FastifyError>;
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new Refusal('UNSUPPORTED_MEDIA_TYPE');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new Refusal('BODY_TOO_LARGE');
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case '57P01':
    case '57P03':
      return new Refusal('DATABASE_UNAVAILABLE');
    default:
      // The framework's own: a file that it will not give is as one that is not there.
      if (statusCode === 403 || statusCode === 404) return new Refusal('NOT_FOUND');
      if (statusCode === 429) return new Refusal('RATE_LIMITED');
      return new Refusal(statusCode !== undefined && statusCode < 500 ? 'MALFORMED_BODY' : 'INTERNAL');
  }
}

/** Answers with the problem of `error`; one that nobody foresaw goes to the log, and nowhere else. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof Refusal)) request.log.error({ err: error, url: request.routeOptions.url }, 'call failed');
  const { code, detail, places } = refusalOf(error);
  const body = problemOf(code, detail, places);
  // The rest of such a body is still on its way: nobody will read it, and a half-read connection would hold up a drain.
  if (code === 'BODY_TOO_LARGE') reply.header('connection', 'close');
  return reply.code(body.status).type('application/problem+json; charset=utf-8').send(JSON.stringify(body));
}
