import { expect, it } from 'vitest';
import { departmentName, inDepartment, ofDepartment, theDepartment } from './departments';

it('says a département as French does', () => {
  const said = (code: string) => [departmentName(code), theDepartment(code), ofDepartment(code), inDepartment(code)];
  expect(said('33')).toEqual(['Gironde', 'la Gironde', 'de la Gironde', 'dans la Gironde']);
  expect(said('40')).toEqual(['Landes', 'les Landes', 'des Landes', 'dans les Landes']);
  expect(said('83')).toEqual(['Var', 'le Var', 'du Var', 'dans le Var']);
  expect(said('01')).toEqual(['Ain', 'l’Ain', 'de l’Ain', 'dans l’Ain']);
  expect(said('75')).toEqual(['Paris', 'Paris', 'de Paris', 'à Paris']);
  expect(said('974')).toEqual(['La Réunion', 'La Réunion', 'de La Réunion', 'à La Réunion']);
  expect(said('99')).toEqual(['99', 'le département 99', 'du département 99', 'dans le département 99']);
});
