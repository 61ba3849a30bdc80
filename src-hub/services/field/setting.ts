import type { FieldSetting } from '@shared/contract/http';
import { MAX_TESTS } from '@shared/domain/timings';
import type { HubContext } from '../../context';

/** GET /api/field/setting: what the technician's page must know to say when a test may be asked for, and of whom it speaks. */
export function fieldSettingOf({ clock, directory, timings }: HubContext): FieldSetting {
  return {
    at: new Date(clock.now()).toISOString(),
    operators: [...directory.all.values()].map(({ code, name }) => ({ code, name })),
    testSpacingMs: timings.testSpacingMs,
    answerDeadlineMs: timings.answerDeadlineMs,
    closingDelayMs: timings.closingDelayMs,
    maxTests: MAX_TESTS,
  };
}
