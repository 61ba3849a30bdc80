import { expect, it } from 'vitest';
import { degreesText, distanceText } from './measures';

it('says a distance in the unit that one would', () => {
  expect([3.21, 9.96, 412.4, 6308].map((metres) => distanceText(metres, 'fr'))).toEqual([
    '3,2 m',
    '10,0 m',
    '412 m',
    '6,3 km',
  ]);
  expect(distanceText(6308, 'en')).toBe('6.3 km');
});

it('says a coordinate without its side', () => expect(degreesText(-1.2649, 'fr')).toBe('1,26'));
